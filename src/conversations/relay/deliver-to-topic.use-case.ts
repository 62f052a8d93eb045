import { Injectable } from '@nestjs/common';
import { Holds } from '../../billing/ledger/holds.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { Undeliverable } from '../conversations.errors.js';
import { deliveryFailed } from '../conversations.jobs.js';
import type { QueuedMessage } from '../messages/messages.repository.js';
import type { Standing } from '../messages/standing.js';
import { ThreadProgress } from '../threads/thread-progress.js';
import { Crossings } from './crossings.js';
import type { RelayRequest, TopicGateway, TopicPlace } from '../topic-gateway.js';
import { Delivery } from './delivery.js';
import { TopicKeeper } from './topic-keeper.js';

/** Shows a customer's waiting messages in the topic; their credits are taken when the copies stand there. */
@Injectable()
export class DeliverToTopic extends Delivery {
  constructor(
    transactor: Transactor,
    crossings: Crossings,
    private readonly progress: ThreadProgress,
    private readonly topics: TopicKeeper,
    private readonly holds: Holds,
  ) {
    super(transactor, crossings);
  }

  protected async show(threadId: number, batch: readonly [QueuedMessage, ...QueuedMessage[]]): Promise<void> {
    const [first] = batch;
    const { thread, topicId, standing } = await this.topics.inTopic(
      threadId,
      async (place, thread, gateway) => {
        const replyTo = await this.answered(first, place.chatId);
        const messageIds = batch.map((message) => message.messageId);
        const { chatId: fromChatId, relay: how, carries } = first;
        const request = { fromChatId, messageIds, how, replyTo, carries };
        return { thread, topicId: place.topicId, standing: await relayEitherWay(place, request, gateway) };
      },
    );
    const holds = batch.map((message) => message.holdId).filter((id) => id !== null);
    await this.transactor.run(async (tx) => {
      await this.crossings.stand(tx, batch, 'from_customer', standing);
      await this.progress.customerWrote(tx, { ...thread, topicId });
      await this.holds.capture(tx, thread.userId, holds, true);
    });
  }

  protected async giveUp(_threadId: number, message: QueuedMessage, error: Undeliverable): Promise<void> {
    await this.transactor.run(async (tx) => {
      await this.crossings.messages.close(tx, message.id, 'failed', error.details.text);
      if (message.holdId !== null)
        await this.holds.release(tx, await this.crossings.messages.customerOf(tx, message), [message.holdId]);
      await announce(tx, deliveryFailed, { message: message.id, ...error.details });
    });
  }
}

/**
 * Bot API: what is protected cannot be forwarded and is copied; what cannot be copied (a quiz, a story, paid media)
 * may be forwarded.
 */
async function relayEitherWay(
  place: TopicPlace,
  request: RelayRequest,
  gateway: TopicGateway,
): Promise<Standing> {
  try {
    return await relay(place, request, gateway);
  } catch (error) {
    const isRefused = error instanceof Undeliverable && error.details.reason === 'not_copyable';
    if (!isRefused || request.messageIds.length > 1) throw error;
    return relay(place, { ...request, how: request.how === 'copy' ? 'forward' : 'copy' }, gateway);
  }
}

/** A position that moves is never forwarded: the gateway sends one of the bot's own. */
async function relay(place: TopicPlace, request: RelayRequest, gateway: TopicGateway): Promise<Standing> {
  const copies = await gateway.relayToTopic(place, request);
  return { chatId: place.chatId, copies, as: request.carries?.live === undefined ? request.how : 'copy' };
}
