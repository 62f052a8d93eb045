import type { CallbackAnswer, CallbackQueryState } from '../state/callback-query-state.js';
import type { Waiter } from './waiter.js';

/** A pressed button: what was sent, and the answer once the bot gives it. */
export class CallbackHandle {
  constructor(
    private readonly query: CallbackQueryState,
    private readonly waiter: Waiter,
    /** Undefined when the bot's webhook does not take callback queries. */
    readonly updateId: number | undefined,
  ) {}

  get queryId(): string {
    return this.query.id;
  }

  get answer(): CallbackAnswer | undefined {
    return this.query.answer;
  }

  /** Resolves with what answerCallbackQuery said. */
  async answered(timeoutMs = 5_000): Promise<CallbackAnswer> {
    return this.waiter.waitFor(() => this.query.answer, timeoutMs, 'answerCallbackQuery');
  }

  toJSON(): unknown {
    return { queryId: this.query.id, updateId: this.updateId, answer: this.query.answer };
  }
}
