import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import type { Undeliverable } from '../conversations.errors.js';
import { customerUnreachable, deliveryFailed } from '../conversations.jobs.js';
import type { QueuedMessage } from '../messages/messages.repository.js';
import { ThreadProgress } from '../threads/thread-progress.js';
import { ThreadsRepository } from '../threads/threads.repository.js';
import { TopicGateway } from '../topic-gateway.js';
import { Crossings } from './crossings.js';
import { Delivery } from './delivery.js';

/** Shows moderators' messages to the customer and marks them as delivered, or says in the topic why not. */
@Injectable()
export class DeliverToCustomer extends Delivery {
  constructor(
    transactor: Transactor,
    crossings: Crossings,
    private readonly threads: ThreadsRepository,
    private readonly gateway: TopicGateway,
    private readonly progress: ThreadProgress,
  ) {
    super(transactor, crossings);
  }

  protected async show(threadId: number, batch: readonly [QueuedMessage, ...QueuedMessage[]]): Promise<void> {
    const [first] = batch;
    const thread = await this.threads.byId(this.transactor.reader, threadId);
    const copies = await this.gateway.relayToCustomer(thread.telegramId, {
      fromChatId: first.chatId,
      messageIds: batch.map((message) => message.messageId),
      how: first.relay,
      replyTo: await this.answered(first, thread.telegramId),
      carries: first.carries,
    });
    await this.transactor.run(async (tx) => {
      const standing = { chatId: thread.telegramId, copies, as: 'copy' } as const;
      await this.crossings.stand(tx, batch, 'from_moderator', standing);
      await this.progress.moderatorsAnswered(tx, thread, batch);
    });
  }

  protected async giveUp(threadId: number, message: QueuedMessage, error: Undeliverable): Promise<void> {
    const { reason, text } = error.details;
    await this.transactor.run(async (tx) => {
      await this.crossings.messages.close(tx, message.id, 'failed', text);
      await announce(tx, deliveryFailed, { message: message.id, reason, text });
      if (reason !== 'blocked' && reason !== 'deactivated') return;
      const { telegramId } = await this.threads.byId(tx, threadId);
      const reach = reason === 'blocked' ? 'blocked_bot' : 'deactivated';
      await announce(tx, customerUnreachable, { telegramId, reach });
    });
  }
}
