/** What a template can say about its customer and its sender. */
export const templateVariables = ['first_name', 'username', 'credits', 'pass_until', 'moderator'] as const;
export type TemplateVariable = (typeof templateVariables)[number];
export type TemplateValues = Readonly<Record<TemplateVariable, string>>;

/** Leaves room for what the variables become. Bot API: a text has at most 4096 characters. */
export const longestTemplate = 3_000;
const longestText = 4_096;

const written = /\{([^{}\s]*)\}/g;

function isVariable(word: string): word is TemplateVariable {
  return templateVariables.some((variable) => variable === word);
}

/** Words in braces that mean nothing here, each once. */
export function unknownVariables(body: string): string[] {
  const words = [...body.matchAll(written)].map(([, word = '']) => word);
  return [...new Set(words.filter((word) => !isVariable(word)))];
}

/** Values are put in as they are: what looks like a variable in a customer's name stays what it is. */
export function fillTemplate(body: string, values: TemplateValues): string {
  const text = body.replace(written, (found, word: string) => (isVariable(word) ? values[word] : found));
  return text.slice(0, longestText);
}
