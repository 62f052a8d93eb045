import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { NotEditable, TopicGone } from '../conversations.errors.js';
import { topicMarkOf } from '../threads/topic-mark.js';
import { type ThreadPlace, ThreadsRepository } from '../threads/threads.repository.js';
import { TopicGateway, type TopicPlace } from '../topic-gateway.js';
import { type CardContent, fingerprintOf } from './card-content.js';
import { CardLane } from './card-lane.js';
import { CardQuery } from './card.query.js';

/** Posts the card into a new topic or edits it in place; never posts a second one beside it. */
@Injectable()
export class RefreshCard {
  constructor(
    private readonly transactor: Transactor,
    private readonly threads: ThreadsRepository,
    private readonly cards: CardQuery,
    private readonly gateway: TopicGateway,
    private readonly lane: CardLane,
  ) {}

  async execute(threadId: number): Promise<void> {
    const found = await this.transactor.run(async (tx) => {
      const thread = await this.threads.byId(tx, threadId);
      await this.threads.takeCardWish(tx, threadId);
      const card = await this.cards.of(tx, thread);
      // The topic's mark has the pace of the card, so that a lively conversation does not use up the group's budget.
      if (topicMarkOf(card) !== thread.topicMark) await this.lane.mark(tx, thread);
      return { thread, card };
    });
    const { thread, card } = found;
    if (thread.topicId === null) return;
    const fingerprint = fingerprintOf(card);
    if (thread.cardMessageId !== null && fingerprint === thread.cardFingerprint) return;
    const place = { chatId: thread.chatId, topicId: thread.topicId };
    try {
      await this.show(thread, place, card, fingerprint);
    } catch (error) {
      // The next message makes a new topic with a new card.
      if (!(error instanceof TopicGone)) throw error;
      await this.transactor.run((tx) => this.threads.loseTopic(tx, thread, place.topicId));
    }
  }

  private async show(
    thread: ThreadPlace,
    place: TopicPlace,
    card: CardContent,
    fingerprint: string,
  ): Promise<void> {
    if (thread.cardMessageId !== null) {
      try {
        await this.gateway.editCard(place, thread.cardMessageId, card);
        await this.transactor.run((tx) =>
          this.threads.setCard(tx, thread.id, thread.cardMessageId, fingerprint),
        );
        return;
      } catch (error) {
        // Somebody deleted the card: a new one takes its place.
        if (!(error instanceof NotEditable)) throw error;
      }
    }
    const messageId = await this.gateway.postCard(place, card);
    await this.transactor.run(async (tx) => {
      await this.threads.setCard(tx, thread.id, messageId, fingerprint);
      await this.lane.pin(tx, thread, messageId);
    });
  }
}
