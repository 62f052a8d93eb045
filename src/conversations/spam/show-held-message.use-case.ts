import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { Undeliverable } from '../conversations.errors.js';
import { TopicGateway } from '../topic-gateway.js';
import { type HeldSample, HeldSamplesRepository } from './held-samples.repository.js';
import { SpamLane } from './spam-lane.js';
import { SpamTopicKeeper } from './spam-topic-keeper.js';

/**
 * Shows moderators what they decide about: a copy in the Spam topic, under the card. It belongs to no conversation, so
 * nothing is charged and nothing counts as passed on; with the decision it goes.
 */
@Injectable()
export class ShowHeldMessage {
  constructor(
    private readonly transactor: Transactor,
    private readonly samples: HeldSamplesRepository,
    private readonly topic: SpamTopicKeeper,
    private readonly lane: SpamLane,
    private readonly gateway: TopicGateway,
  ) {}

  async execute(threadId: number): Promise<void> {
    const sample = await this.samples.wanted(this.transactor.reader, threadId);
    if (sample === undefined) return;
    const messageId = await this.copy(sample);
    if (messageId === undefined) return;
    await this.transactor.run(async (tx) => {
      if (await this.samples.stands(tx, sample, messageId)) return;
      await this.lane.remove(tx, { chatId: sample.chatId, messageId });
    });
  }

  /** Undefined when Telegram does not copy it, then the card has to do; and when the topic with the card is gone. */
  private async copy(sample: HeldSample): Promise<number | undefined> {
    const { fromChatId, messageId, relay: how, cardMessageId: replyTo } = sample;
    const carries = { ...sample.carries, isSilent: true } as const;
    const request = { fromChatId, messageIds: [messageId], how, replyTo, carries };
    let topic: number | undefined;
    try {
      const copies = await this.topic.inTopic(sample.chatId, async (place) => {
        // In a topic that was made anew the card comes again, and this with it.
        if (topic !== undefined && topic !== place.topicId) return [];
        topic = place.topicId;
        return this.gateway.relayToTopic(place, request);
      });
      return copies[0];
    } catch (error) {
      if (error instanceof Undeliverable) return undefined;
      throw error;
    }
  }
}
