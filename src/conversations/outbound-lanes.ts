import type { ChatId, TelegramId } from '../kernel/ids.js';

/** Lower goes first where calls compete for a budget. */
export const priorities = { reply: 0, relay: 1, card: 2, receipt: 3, broadcast: 4 } as const;
export type Priority = (typeof priorities)[keyof typeof priorities];

export interface LanePlace {
  readonly lane: string;
  /** The chat whose budget the calls of this lane use. */
  readonly gate: string;
}

export const gateOf = (chatId: number): string => `chat:${chatId}`;

/** Everything that one customer receives, in order. */
export function customerLane(telegramId: TelegramId): LanePlace {
  return { lane: `customer:${telegramId}`, gate: gateOf(telegramId) };
}

/** Reactions in the customer's chat; they never make an answer wait. */
export function reactionLane(telegramId: TelegramId): LanePlace {
  return { lane: `reaction:${telegramId}`, gate: gateOf(telegramId) };
}

export const topicLaneName = (threadId: number): string => `topic:${threadId}`;

/** What a customer wrote, on its way into their topic. */
export function topicLane(threadId: number, groupChatId: ChatId): LanePlace {
  return { lane: topicLaneName(threadId), gate: gateOf(groupChatId) };
}

/** What the bot itself says and shows to moderators in a topic; never queues behind the customer's messages. */
export function deskLane(threadId: number, groupChatId: ChatId): LanePlace {
  return { lane: `desk:${threadId}`, gate: gateOf(groupChatId) };
}

export function cardLane(threadId: number, groupChatId: ChatId): LanePlace {
  return { lane: `card:${threadId}`, gate: gateOf(groupChatId) };
}

/** The General topic of an admin group. */
export function generalLane(groupChatId: ChatId): LanePlace {
  return { lane: `general:${groupChatId}`, gate: gateOf(groupChatId) };
}

/** The topic of an admin group in which moderators decide about people whom nobody knows. */
export function spamLane(groupChatId: ChatId): LanePlace {
  return { lane: `spam:${groupChatId}`, gate: gateOf(groupChatId) };
}
