// PostgreSQL's jsonb takes neither U+0000 nor half of a surrogate pair; people can type both, also as names of fields.
// `JSON.stringify` writes them as escapes, whole pairs as they are; an escaped backslash is stepped over.
const escapes = /\\(?:u0000|ud[89a-f][\da-f]{2}|.)/g;

/** JSON that jsonb accepts whatever a stranger typed; what it cannot hold becomes U+FFFD. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replace(escapes, (found) => (found.length === 6 ? '\ufffd' : found));
}
