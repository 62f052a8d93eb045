/** A Telegram account and its relation to the bot. */
export interface UserState {
  id: number;
  isBot: boolean;
  firstName: string;
  lastName?: string | undefined;
  username?: string | undefined;
  languageCode?: string | undefined;
  hasStarted: boolean;
  hasBlocked: boolean;
  isDeactivated: boolean;
  /** Forwards of this user's messages show only a name (privacy setting of the account). */
  hidesForwards: boolean;
}

/** Bot API: Message.from of an anonymous administrator. */
export const GROUP_ANONYMOUS_BOT = 1_087_968_824;
/** Message.from of somebody who writes as a channel (community knowledge, not documented). */
export const CHANNEL_BOT = 136_817_688;
/** Message.from of service notifications and of automatic forwards of a linked channel. */
export const TELEGRAM_SERVICE = 777_000;
