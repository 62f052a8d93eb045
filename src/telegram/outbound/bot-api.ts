import { Injectable, Logger } from '@nestjs/common';
import { InjectBot } from 'nestjs-telegraf';
import { Telegraf, TelegramError } from 'telegraf';
import { TransientFailure } from '../../jobs/lanes/transient-failure.js';
import { Clock } from '../../kernel/clock.js';
import { TryLater } from '../../kernel/try-later.js';
import { CallBudget } from './call-budget.js';
import { GroupMoves } from './group-moves.js';
import { Refusal, refusalOf } from './refusal.js';
import { scrub } from './scrub.js';

/** Telegram answers within a second or two; a minute of silence only holds a lane back. */
const patienceMs = 20_000;

/** Bot API: what counts against the limits of a chat. Answers, reactions, deletions and reads do not. */
const counted =
  /^(send(?!ChatAction)|copy|forward|edit|pin|unpin|createForumTopic|closeForumTopic|reopenForumTopic)/;

/**
 * The one gateway to Telegram. Every call passes the shared budget; refusals are classified, a flood wait closes the
 * chat's gate for every process, and no error that leaves here carries the token.
 */
@Injectable()
export class BotApi {
  private readonly log = new Logger(BotApi.name);

  constructor(
    @InjectBot() private readonly bot: Telegraf,
    private readonly budget: CallBudget,
    private readonly moves: GroupMoves,
    private readonly clock: Clock,
  ) {}

  /**
   * Throws `TryLater` when the budget is used up or Telegram asks for a pause, `Refusal` when Telegram says no,
   * `TransientFailure` when it is not known whether the call was carried out. `isReply`: a person's answer to another.
   */
  async call<Result = unknown>(
    method: string,
    payload: Record<string, unknown>,
    isReply = false,
  ): Promise<Result> {
    try {
      return await this.attempt(method, payload, isReply);
    } catch (error) {
      if (!(error instanceof Refusal) || error.migratedTo === null) throw error;
      return this.attempt(method, await this.moves.follow(payload, error.migratedTo), isReply);
    }
  }

  private async attempt<Result>(
    method: string,
    payload: Record<string, unknown>,
    isReply: boolean,
  ): Promise<Result> {
    const chatId = typeof payload['chat_id'] === 'number' ? payload['chat_id'] : undefined;
    if (chatId === undefined || !counted.test(method)) return this.send(method, payload, chatId);
    const begun = performance.now();
    const openAt = await this.budget.reserve(chatId, isReply);
    if (openAt !== undefined) throw new TryLater(openAt);
    try {
      return await this.send(method, payload, chatId);
    } finally {
      await this.settle(chatId, performance.now() - begun);
    }
  }

  /** The call has been made: whatever goes wrong here must not have it made again. */
  private async settle(chatId: number, tookMs: number): Promise<void> {
    try {
      await this.budget.answered(chatId, tookMs);
    } catch (error) {
      this.log.warn(`could not note a slow call in chat ${chatId}: ${String(error)}`);
    }
  }

  private async send<Result>(
    method: string,
    payload: Record<string, unknown>,
    chatId: number | undefined,
  ): Promise<Result> {
    try {
      // telegraf's types end at Bot API 7.1; the server's answer decides.
      const signal = AbortSignal.timeout(patienceMs) as never;
      const result: unknown = await this.bot.telegram.callApi(method as never, payload as never, { signal });
      return result as Result;
    } catch (error) {
      throw await this.classify(error, method, chatId);
    }
  }

  private async classify(error: unknown, method: string, chatId: number | undefined): Promise<Error> {
    if (!(error instanceof TelegramError) || error.code >= 500) {
      return new TransientFailure(
        `${method}: ${scrub(error instanceof Error ? error.message : String(error))}`,
      );
    }
    const { code, description, parameters } = error;
    if (code === 429) {
      const seconds = parameters?.retry_after ?? 1;
      const until = new Date(this.clock.now().getTime() + seconds * 1_000);
      this.log.warn(`${method}: Telegram asks for a pause of ${seconds} s in chat ${chatId ?? '-'}`);
      if (chatId !== undefined) await this.budget.pause(chatId, until);
      return new TryLater(until);
    }
    const refusal = refusalOf(code, scrub(description), parameters?.migrate_to_chat_id ?? null);
    // A wrong token is the operator's to mend; nothing is given up meanwhile.
    return refusal.kind === 'bad_token' ? new TransientFailure(`${method}: ${refusal.description}`) : refusal;
  }
}
