/** What can be locked: what Telegram lets a bot copy and what is worth paying for. Bot API: `Message`. */
export const contentKinds = [
  'text',
  'photo',
  'video',
  'animation',
  'video_note',
  'audio',
  'voice',
  'document',
  'sticker',
  'location',
  'venue',
  'contact',
  'album',
] as const;
export type ContentKind = (typeof contentKinds)[number];

export const longestTitle = 100;
export const dearestItem = 100_000;

/** Text with its entities. Bot API: `MessageEntity`, offsets in UTF-16 units. */
export interface BareText {
  readonly text: string;
  readonly entities: readonly unknown[];
}

/** Where an item's content lies and how it is shown. */
export interface ContentSource {
  readonly chatId: number;
  readonly messageIds: readonly number[];
  readonly hidesCaptions: boolean;
  /** Shown instead of a copy: the text without its mark. */
  readonly bareText: BareText | null;
}

/** Something that customers see only for credits. */
export interface ContentItem extends ContentSource {
  readonly id: number;
  /** Null: shown by its kind. */
  readonly title: string | null;
  readonly kind: ContentKind;
  readonly cost: number;
  readonly createdAt: Date;
  readonly hiddenAt: Date | null;
  /** Telegram could not copy it any more. */
  readonly goneAt: Date | null;
}
