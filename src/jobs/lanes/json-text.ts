// PostgreSQL's jsonb takes neither U+0000 nor half of a surrogate pair; people can type both.
const unstorable = /\p{Surrogate}|\p{Control}/gu;

/** JSON that jsonb accepts whatever a stranger typed; what it cannot hold becomes U+FFFD. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string'
      ? part.replace(unstorable, (found) => (found > '\u0000' && found < '\ud800' ? found : '\ufffd'))
      : part,
  );
}
