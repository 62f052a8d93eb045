import { Transactor } from '../../database/transactor.js';
import { BatchBroken, Undeliverable } from '../conversations.errors.js';
import type { QueuedMessage } from '../messages/messages.repository.js';
import type { Crossings } from './crossings.js';
import { nextCall } from './next-call.js';

/** An item of a lane and the message it stands for. */
export interface WaitingMessage {
  readonly itemId: number;
  readonly message: number;
}

type Batch = readonly [QueuedMessage, ...QueuedMessage[]];

/** Shows waiting messages on the other side, in order, in as few calls as their kinds allow; the same both ways. */
export abstract class Delivery {
  constructor(
    protected readonly transactor: Transactor,
    protected readonly crossings: Crossings,
  ) {}

  /** Makes one call and returns the items that are finished by it. */
  async execute(threadId: number, waiting: readonly WaitingMessage[]): Promise<readonly number[]> {
    const queued = await this.crossings.messages.queued(
      this.transactor.reader,
      waiting.map(({ message }) => message),
    );
    const open = new Set(queued.map((message) => message.id));
    // Delivered before a crash took the item's removal with it.
    const settled = waiting.filter(({ message }) => !open.has(message)).map(({ itemId }) => itemId);
    const [first, ...rest] = nextCall(queued);
    if (first === undefined) return settled;
    const done = new Set((await this.relay(threadId, [first, ...rest])).map((message) => message.id));
    return [...settled, ...waiting.filter(({ message }) => done.has(message)).map(({ itemId }) => itemId)];
  }

  /** One call that shows the whole batch, and what it causes. */
  protected abstract show(threadId: number, batch: Batch): Promise<void>;

  /** The message cannot be shown, now or later: whoever wrote it must hear that. */
  protected abstract giveUp(threadId: number, message: QueuedMessage, error: Undeliverable): Promise<void>;

  /** What stands in `chatId` for the message that this one answers. */
  protected async answered(message: QueuedMessage, chatId: number): Promise<number | null> {
    if (message.replyToMessageId === null) return null;
    const { reader } = this.transactor;
    const other = await this.crossings.messages.counterpart(reader, message.chatId, message.replyToMessageId);
    return other?.chatId === chatId ? other.messageId : null;
  }

  private async relay(threadId: number, batch: Batch): Promise<readonly QueuedMessage[]> {
    const [first, ...rest] = batch;
    try {
      await this.show(threadId, batch);
      return batch;
    } catch (error) {
      // One of several was refused: alone, each shows whether it is the one.
      const oneByOne = error instanceof BatchBroken || (error instanceof Undeliverable && rest.length > 0);
      if (oneByOne) return this.relay(threadId, [first]);
      if (!(error instanceof Undeliverable)) throw error;
      await this.giveUp(threadId, first, error);
      return [first];
    }
  }
}
