import { ApiError } from './api/api-error.js';
import type { Params } from './api/params.js';
import type { EmulatorClock } from './emulator-clock.js';

/** Bot API FAQ, "My bot is hitting limits": 1 message per second and chat, 20 per minute and group, about 30 per second. */
export interface TelegramLimits {
  chatPerSecond: number;
  chatBurst: number;
  groupPerMinute: number;
  globalPerSecond: number;
  /** In milliseconds; shorter for whoever cannot wait for real minutes. */
  minuteMs: number;
  /** An album or a batch copy counts once, or once per message (community reports differ). */
  countBatchAs: 'call' | 'messages';
  /** Calls during a ban make it longer, which teaches to obey (reported for ignored 429s). */
  extendsBan: boolean;
}

export const DOCUMENTED_LIMITS: TelegramLimits = {
  chatPerSecond: 1,
  chatBurst: 3,
  groupPerMinute: 20,
  globalPerSecond: 30,
  minuteMs: 60_000,
  countBatchAs: 'call',
  extendsBan: true,
};

/** Calls already on their way when a ban starts are innocent. */
const BAN_GRACE_MS = 250;
const LONGEST_BAN_MS = 3_600_000;
const COUNTED =
  /^(send|copy|forward|edit|createForumTopic|closeForumTopic|reopenForumTopic|pinChatMessage|stopPoll)/;
const FREE = /^(sendChatAction|editUserStarSubscription|editChatInviteLink|editChatSubscriptionInviteLink)$/;

interface Ban {
  since: number;
  until: number;
  lengthMs: number;
}

/** Refuses calls with 429 as Telegram does. Answers, reactions, deletions, chat actions and get* are not counted. */
export class RateLimiter {
  /** Calls answered with 429 so far. */
  refused = 0;
  private readonly buckets = new Map<string, { tokens: number; at: number }>();
  private readonly groupCalls = new Map<string, number[]>();
  private readonly bans = new Map<string, Ban>();

  constructor(
    private limits: TelegramLimits | undefined,
    private readonly clock: EmulatorClock,
  ) {}

  /** Valid from the next call on; what was refused before is forgiven. */
  change(limits: TelegramLimits | undefined): void {
    this.limits = limits;
    this.bans.clear();
  }

  check(method: string, params: Params): void {
    const chatId = params.text('chat_id');
    if (this.limits === undefined || chatId === undefined || !COUNTED.test(method) || FREE.test(method))
      return;
    this.checkBan(chatId, this.limits);
    const weight = this.limits.countBatchAs === 'messages' ? weightOf(params) : 1;
    const isGroup = chatId.startsWith('-') || chatId.startsWith('@');
    const waits = [
      this.bucketWait('global', this.limits.globalPerSecond, this.limits.globalPerSecond),
      this.bucketWait(chatId, this.limits.chatPerSecond, this.limits.chatBurst),
      isGroup ? this.groupWait(chatId, this.limits, weight) : 0,
    ];
    const wait = Math.max(...waits);
    if (wait > 0) this.refuse(chatId, wait);
    this.spend('global', weight);
    this.spend(chatId, weight);
    if (isGroup) this.groupCalls.get(chatId)?.push(...Array.from({ length: weight }, () => this.clock.now()));
  }

  private checkBan(chatId: string, limits: TelegramLimits): void {
    const ban = this.bans.get(chatId);
    const now = this.clock.now();
    if (ban === undefined || ban.until <= now) return;
    if (limits.extendsBan && now - ban.since > BAN_GRACE_MS) {
      ban.until = Math.min(ban.until + ban.lengthMs, now + LONGEST_BAN_MS);
    }
    this.refused += 1;
    throw ApiError.tooManyRequests(Math.ceil((ban.until - now) / 1000));
  }

  private refuse(chatId: string, waitMs: number): never {
    const seconds = Math.max(1, Math.ceil(waitMs / 1000));
    const now = this.clock.now();
    this.bans.set(chatId, { since: now, until: now + seconds * 1000, lengthMs: seconds * 1000 });
    this.refused += 1;
    throw ApiError.tooManyRequests(seconds);
  }

  /** Milliseconds until one token is there; a batch may overdraw, the next call pays. */
  private bucketWait(key: string, perSecond: number, capacity: number): number {
    const now = this.clock.now();
    const bucket = this.buckets.get(key) ?? { tokens: capacity, at: now };
    bucket.tokens = Math.min(capacity, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    this.buckets.set(key, bucket);
    return bucket.tokens >= 1 ? 0 : ((1 - bucket.tokens) / perSecond) * 1000;
  }

  private spend(key: string, weight: number): void {
    const bucket = this.buckets.get(key);
    if (bucket !== undefined) bucket.tokens -= weight;
  }

  /** A true sliding minute, the strictest reading of "20 messages per minute". */
  private groupWait(chatId: string, { groupPerMinute, minuteMs }: TelegramLimits, weight: number): number {
    const now = this.clock.now();
    const recent = (this.groupCalls.get(chatId) ?? []).filter((at) => at > now - minuteMs);
    this.groupCalls.set(chatId, recent);
    const surplus = recent.length + Math.min(weight, groupPerMinute) - groupPerMinute;
    return surplus <= 0 ? 0 : (recent[surplus - 1] ?? now) + minuteMs - now;
  }
}

function weightOf(params: Params): number {
  const batch = params.array('message_ids') ?? params.array('media');
  return Math.max(1, batch?.length ?? 1);
}
