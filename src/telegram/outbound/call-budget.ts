import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import { gateOf } from '../../conversations/outbound-lanes.js';
import { Reader } from '../../database/reader.js';
import { Lanes } from '../../jobs/lanes/lanes.js';

/**
 * Bot API, FAQ: "avoid sending more than one message per second", short bursts are tolerated. Three at once are
 * reported to pass; one less leaves room for calls that overtake each other on the way.
 */
const chatBurst = 2;
/** Bot API, FAQ: "20 messages per minute to the same group"; the half second is for calls that travel at different speeds. */
const windowLength = '60.5 seconds';
/** A call that took longer than this may have arrived later than that half second covers. */
const promptMs = 400;
/** A sliding window keeps one timestamp per call; beyond this the smooth rate alone decides. */
const longestWindow = 240;

/**
 * Telegram's limits as one budget in PostgreSQL, shared by all processes. A chat has a rate with a small burst, a
 * group also a sliding minute, and the bot a rate over all chats.
 */
@Injectable()
export class CallBudget {
  constructor(
    private readonly reader: Reader,
    private readonly config: AppConfig,
    private readonly lanes: Lanes,
  ) {}

  /** Telegram asked for it: nothing goes to this chat before then, from any process. */
  pause(chatId: number, until: Date): Promise<void> {
    return this.lanes.closeGate(this.reader, gateOf(chatId), until);
  }

  /**
   * Takes one call out of the budget, or returns the time at which the next one is free. One call of the bot's burst is
   * kept for replies, so that a backlog to other chats cannot take every slot before them.
   */
  async reserve(chatId: number, isReply = false): Promise<Date | undefined> {
    const { groupPerMinute, chatPerSecond, globalPerSecond } = this.config.telegram.rates;
    const isGroup = chatId < 0;
    const window = isGroup && groupPerMinute <= longestWindow ? Math.floor(groupPerMinute) : null;
    const smooth = isGroup && window === null ? Math.min(chatPerSecond, groupPerMinute / 60) : chatPerSecond;
    // Burst and refill together must stay within the limit of any second.
    const botBurst = globalPerSecond < 2 ? 1 : Math.max(1, Math.floor(globalPerSecond / 6));
    const botRate = globalPerSecond < 2 ? globalPerSecond : globalPerSecond - botBurst;
    const burst = isReply ? botBurst : Math.max(1, botBurst - 1);
    const [row] = await this.reader.query<{ openAt: Date | null }>(
      `select reserve_call($1, $2::float8 * interval '1 second', $3, $7::interval, $4,
         $5::float8 * interval '1 second', $6) as "openAt"`,
      [gateOf(chatId), 1 / smooth, chatBurst, window, 1 / botRate, burst, windowLength],
    );
    return row?.openAt ?? undefined;
  }

  /**
   * Telegram counts a call when it arrives, and nobody knows when a slow one did: it counts from its answer. Otherwise
   * the one that takes its place a minute later would be refused, and with it everything for the length of a ban.
   */
  async answered(chatId: number, tookMs: number): Promise<void> {
    if (chatId > 0 || tookMs <= promptMs) return;
    // The second is for this statement's own way; an older slot than its own only makes the minute stricter.
    await this.reader.query(
      `with slot as (
         select min(at) as at from call_budgets b, unnest(b.sent_at) as sent(at)
         where b.key = $1 and at >= clock_timestamp() - ($2::float8 + 1000) * interval '1 millisecond'
       )
       update call_budgets b set sent_at = array_remove(b.sent_at, slot.at) || clock_timestamp()
       from slot where b.key = $1 and slot.at is not null`,
      [gateOf(chatId), tookMs],
    );
  }
}
