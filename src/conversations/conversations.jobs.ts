import { defineCron } from '../jobs/background/define-cron.js';
import { defineEvent } from '../jobs/background/define-event.js';
import { defineJob } from '../jobs/background/define-job.js';
import type { ChatId, TelegramId, UserId } from '../kernel/ids.js';
import type { EditedContent } from './topic-gateway.js';

/** Kinds of items on the outbound lanes, with their payloads. */
export const relayToTopic = 'relay-to-topic';
export const relayToCustomer = 'relay-to-customer';
export interface RelayPayload {
  readonly threadId: number;
  /** Our id of the message. */
  readonly message: number;
  /** Telegram's album id: parts of one album go together. */
  readonly album: string | null;
}

export const mirrorEdit = 'mirror-edit';
export interface MirrorEditPayload {
  readonly threadId: number;
  readonly message: number;
  readonly content: EditedContent;
}

/** A position has moved for a while. */
export const positionDue = defineJob<MirrorEditPayload>('conversations.position-due');

export const refreshCard = 'refresh-card';
export interface RefreshCardPayload {
  readonly threadId: number;
}

/** The pause between two automatic edits of a card is over. */
export const cardDue = defineJob<RefreshCardPayload>('conversations.card-due');

export const pinCard = 'pin-card';
export interface PinCardPayload {
  readonly chatId: number;
  readonly messageId: number;
}

export const markDelivered = 'mark-delivered';
export interface MarkDeliveredPayload {
  readonly chatId: number;
  readonly messageId: number;
}

/** A customer's message that is not passed on. */
export const markRefused = 'mark-refused';
export interface MarkRefusedPayload {
  readonly chatId: number;
  readonly messageId: number;
}

/** A customer's message waits for credits, goes on, or was let go. */
export const markUnpaid = 'mark-unpaid';
export interface MarkUnpaidPayload {
  readonly chatId: number;
  readonly messageId: number;
  readonly shown: 'unpaid' | 'none' | 'refused';
}

export const mirrorReaction = 'mirror-reaction';
export interface MirrorReactionPayload {
  /** Our id of the message that crosses, and which of its two ends is to show what the other has. */
  readonly message: number;
  readonly on: 'original' | 'copy';
}

/** A card in the topic for what waits for approval; `flood`: when it began, null for a first contact. */
export const showSpamCard = 'show-spam-card';
export interface SpamCardPayload {
  readonly threadId: number;
  readonly flood: string | null;
}
export const removeSpamCard = 'remove-spam-card';
export interface RemoveSpamCardPayload {
  readonly chatId: ChatId;
  readonly messageId: number;
}
/** The message that waits, under its card. */
export const showHeldMessage = 'show-held-message';
export interface ShowHeldMessagePayload {
  readonly threadId: number;
}
/** The pause between two edits of such a card is over. */
export const spamCardDue = defineJob<SpamCardPayload>('conversations.spam-card-due');

export const removeBoth = 'remove-both';
export interface RemoveBothPayload {
  readonly message: number;
  /** Where the moderator asked, and which message they answered. */
  readonly chatId: number;
  readonly messageId: number;
  readonly commandMessageId: number;
}

export const markTopic = 'mark-topic';
export interface MarkTopicPayload {
  readonly threadId: number;
}

/** A topic of somebody whose data was erased. */
export const deleteTopic = 'delete-topic';
export interface DeleteTopicPayload {
  readonly chatId: ChatId;
  readonly topicId: number;
}

/** Somebody's data was erased, but their topic holds content on sale, or Telegram refuses: a person has to look. */
export const topicKept = defineEvent<DeleteTopicPayload & { readonly why: 'content' | 'refused' }>(
  'conversations.topic-kept',
);

export const syncTopicState = 'sync-topic-state';
export interface SyncTopicStatePayload {
  readonly threadId: number;
}

/** A message could not be removed at the customer, so it stays in the topic as well. */
export const deletionFailed = defineEvent<{ message: number; replyTo: number }>(
  'conversations.deletion-failed',
);

/** A customer's message is kept until there are credits for it. */
export const messageShort = defineEvent<{
  userId: UserId;
  message: number;
  cost: number;
  have: number;
  missing: number;
}>('conversations.message-short');
/** Nobody paid in time; the message will not be delivered. */
export const messagesDropped = defineEvent<{ userId: UserId; count: number; run: string }>(
  'conversations.messages-dropped',
);
/** A customer writes more in a minute than is passed on; `beganAt` tells one time from another. */
export const customerFloods = defineEvent<{ userId: UserId; beganAt: string; limit: number }>(
  'conversations.customer-floods',
);
/** Somebody unknown wrote and is asked whether they are a person. */
export const contactAsked = defineEvent<{ userId: UserId; question: number }>('conversations.contact-asked');
/** Somebody unknown wrote and has to wait for a moderator; `at` tells one time from another. */
export const contactHeld = defineEvent<{ userId: UserId; at: string }>('conversations.contact-held');
/** A moderator let somebody unknown in. */
export const contactApproved = defineEvent<{ userId: UserId; requestKey: string }>(
  'conversations.contact-approved',
);
/** Nobody answered for what somebody unknown wrote, or approved it; `at` tells one time from another. */
export const contactExpired = defineEvent<{ userId: UserId; count: number; at: string }>(
  'conversations.contact-expired',
);
/** First contacts that have waited too long. */
export const dropContacts = defineCron('conversations.drop-contacts', '11,41 * * * *');
/** A message could not cross; the side that wrote it must hear why. */
export const deliveryFailed = defineEvent<{ message: number; reason: string; text: string }>(
  'conversations.delivery-failed',
);
/** Messages that nothing will deliver any more must not keep their credits held. */
export const timeOutMessages = defineCron('conversations.time-out-messages', '*/10 * * * *');
/** Snoozed conversations whose time has come. */
export const wakeSnoozed = defineCron('conversations.wake-snoozed', '* * * * *');
export const showEscalation = 'show-escalation';
export interface ShowEscalationPayload {
  readonly threadId: number;
  readonly waitingSince: string;
}

/** Customers who have waited too long for an answer. */
export const escalateWaits = defineCron('conversations.escalate-waits', '* * * * *');
/** Conversations in which nobody has written for long. */
export const closeSilent = defineCron('conversations.close-silent', '*/5 * * * *');
/** A conversation was closed because the customer wrote no more; `at` tells one time from another. */
export const conversationFellSilent = defineEvent<{ userId: UserId; threadId: number; at: string }>(
  'conversations.fell-silent',
);
/** A conversation was closed, by whomever. */
export const conversationClosed = defineEvent<{ threadId: number; userId: UserId }>('conversations.closed');
/** A customer said how a conversation was; `before`: what they had said first, `at` tells one time from another. */
export interface ConversationRated {
  readonly threadId: number;
  readonly ratingId: number;
  readonly score: number;
  readonly before: number | null;
  readonly at: string;
}
export const conversationRated = defineEvent<ConversationRated>('conversations.rated');
export interface RatingCommented {
  readonly threadId: number;
  readonly ratingId: number;
  readonly text: string;
}
export const ratingCommented = defineEvent<RatingCommented>('conversations.rating-commented');
/** A snoozed conversation is back; `at` tells one time from another. */
export const threadWoke = defineEvent<{ threadId: number; by: 'time' | 'customer'; at: string }>(
  'conversations.thread-woke',
);
/** A moderator's message found that the customer cannot be written to. */
export const customerUnreachable = defineEvent<{
  telegramId: TelegramId;
  reach: 'blocked_bot' | 'deactivated';
}>('conversations.customer-unreachable');
/** A group needs a person's hand: rights, topics switched off, bot removed. */
export const groupNeedsHelp = defineEvent<{ chatId: number; problem: string }>(
  'conversations.group-needs-help',
);
/** Telegram gave an admin group a new id; the settings still name the old one. */
export const groupMoved = defineEvent<{ from: number; to: number }>('conversations.group-moved');
