declare const brand: unique symbol;
type Branded<Name extends string> = number & { readonly [brand]: Name };

/** Our own id of a person; stays when the Telegram id is erased on request. */
export type UserId = Branded<'UserId'>;
/** Telegram's id of a person. Bot API: at most 52 significant bits, so a JavaScript number holds it. */
export type TelegramId = Branded<'TelegramId'>;
/** Telegram's id of a chat; negative for groups and channels. */
export type ChatId = Branded<'ChatId'>;

export const asUserId = (value: number): UserId => value as UserId;
export const asTelegramId = (value: number): TelegramId => value as TelegramId;
export const asChatId = (value: number): ChatId => value as ChatId;
