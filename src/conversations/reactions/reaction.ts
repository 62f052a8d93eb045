/** What a person set on a message. Bot API: `ReactionType`. */
export interface Reaction {
  readonly kind: 'emoji' | 'custom_emoji' | 'paid';
  /** The emoji, or the id of a custom one; empty for a paid reaction. */
  readonly value: string;
}

/** What the bot shows on a message: a person's reaction from the other side, a mark of its own, or nothing. */
export type ShownReaction = Reaction | { readonly kind: 'delivered' | 'refused' | 'unpaid' | 'none' };
