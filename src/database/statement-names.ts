/**
 * The product knows a few hundred statements. More than that means that somebody writes values into the text, and
 * those must not fill the server's memory.
 */
const mostStatements = 500;
const names = new Map<string, string>();
let generation = 0;

/** The same text, the same name, on every connection; undefined for what is better not prepared. */
export function statementName(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const known = names.get(text);
  if (known !== undefined || names.size >= mostStatements) return known;
  const name = `s${generation}_${names.size}`;
  names.set(text, name);
  return name;
}

/** What `name` was prepared for is not true any more, so perhaps of others too: every connection prepares them anew. */
export function renameStatements(name: string): void {
  if (!name.startsWith(`s${generation}_`)) return;
  generation += 1;
  names.clear();
}
