/** What a deep link asks for. Bot API: `t.me/<bot>?start=<payload>`, up to 64 characters of A-Z a-z 0-9 _ and -. */
export type StartPayload =
  | { readonly kind: 'source'; readonly name: string }
  | { readonly kind: 'product'; readonly code: string }
  | { readonly kind: 'item'; readonly id: string };

export function startPayload(payload: string): StartPayload | undefined {
  const [, kind, value] = /^(src|buy|item)_([\w-]{1,60})$/.exec(payload) ?? [];
  if (value === undefined) return undefined;
  if (kind === 'src') return { kind: 'source', name: value };
  return kind === 'buy' ? { kind: 'product', code: value } : { kind: 'item', id: value };
}
