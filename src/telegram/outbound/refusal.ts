/** Why Telegram refused a call, as far as we act on it. Bot API: error descriptions, matched by code and text. */
export type RefusalKind =
  | 'blocked'
  | 'deactivated'
  | 'never_started'
  | 'chat_gone'
  | 'bot_removed'
  | 'group_moved'
  | 'topic_gone'
  | 'topic_closed'
  | 'topic_unchanged'
  | 'not_a_forum'
  | 'no_rights'
  | 'bad_markup'
  | 'not_modified'
  | 'not_editable'
  | 'message_gone'
  | 'source_gone'
  | 'not_copyable'
  | 'protected'
  | 'bad_reaction'
  | 'bad_quote'
  | 'query_too_old'
  | 'bad_token'
  | 'other';

/** Telegram answered and said no; repeating the same call would not help. */
export class Refusal extends Error {
  constructor(
    readonly kind: RefusalKind,
    readonly code: number,
    readonly description: string,
    readonly migratedTo: number | null = null,
  ) {
    super(description);
    this.name = 'Refusal';
  }
}

/** In order: the first pattern that matches decides. All descriptions compared without regard to case. */
const patterns: readonly (readonly [RegExp, RefusalKind])[] = [
  [/bot was blocked by the user/i, 'blocked'],
  [/user is deactivated/i, 'deactivated'],
  [/bot can't initiate conversation/i, 'never_started'],
  [/upgraded to a supergroup/i, 'group_moved'],
  [/bot was kicked|bot is not a member|group chat was deleted/i, 'bot_removed'],
  [/message thread not found|TOPIC_DELETED|TOPIC_ID_INVALID/i, 'topic_gone'],
  [/TOPIC_CLOSED/i, 'topic_closed'],
  [/TOPIC_NOT_MODIFIED/i, 'topic_unchanged'],
  [/chat is not a forum/i, 'not_a_forum'],
  [/can't parse entities/i, 'bad_markup'],
  [/message is not modified/i, 'not_modified'],
  [/message to (copy|forward) not found|there are no messages to forward/i, 'source_gone'],
  [/can't be copied|can't be forwarded(?!.*protected)/i, 'not_copyable'],
  [/protected content/i, 'protected'],
  [
    /message can't be edited|message to edit not found|there is no .* in the message to edit/i,
    'not_editable',
  ],
  [/message to \w+ not found|message to be replied not found|MESSAGE_ID_INVALID/i, 'message_gone'],
  [/QUOTE_TEXT_INVALID/i, 'bad_quote'],
  [/REACTION_INVALID/i, 'bad_reaction'],
  [/query is too old/i, 'query_too_old'],
  [
    /not enough rights|CHAT_ADMIN_REQUIRED|need administrator rights|no write access|CHAT_WRITE_FORBIDDEN/i,
    'no_rights',
  ],
  [/chat not found|PEER_ID_INVALID/i, 'chat_gone'],
];

export function refusalOf(code: number, description: string, migratedTo: number | null): Refusal {
  if (code === 401 || (code === 404 && /^not found$/i.test(description))) {
    return new Refusal('bad_token', code, description);
  }
  const kind = patterns.find(([pattern]) => pattern.test(description))?.[1] ?? 'other';
  return new Refusal(kind, code, description, migratedTo);
}
