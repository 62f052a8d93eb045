/**
 * The product knows a few hundred statements. More than that means that somebody writes values into the text, and
 * those must not fill the server's memory.
 */
const mostStatements = 500;
const names = new Map<string, string>();

/** The same text, the same name, on every connection; undefined for what is better not prepared. */
export function statementName(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const known = names.get(text);
  if (known !== undefined || names.size >= mostStatements) return known;
  const name = `s${names.size}`;
  names.set(text, name);
  return name;
}
