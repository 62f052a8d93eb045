import { Injectable } from '@nestjs/common';
import {
  removeSpamCard,
  type RemoveSpamCardPayload,
  showSpamCard,
  type SpamCardPayload,
} from '../../conversations/conversations.jobs.js';
import type { SpamCard } from '../../conversations/spam/spam-card.js';
import { SpamCardsRepository } from '../../conversations/spam/spam-cards.repository.js';
import { SpamTopicKeeper } from '../../conversations/spam/spam-topic-keeper.js';
import { Transactor } from '../../database/transactor.js';
import { HandlesLane, LaneHandler } from '../../jobs/lanes/lane-handler.js';
import type { LaneItem } from '../../jobs/lanes/lane-item.js';
import { SpamCardCalls } from '../outbound/spam-card-calls.js';
import { GroupRepair } from './group-repair.js';

type Payload = SpamCardPayload | RemoveSpamCardPayload;

/** Posts the cards of the Spam topic and edits them in place; whatever waits for one card becomes one call. */
@Injectable()
@HandlesLane({ queue: 'outbound', kinds: [showSpamCard, removeSpamCard], batch: 100 })
export class ShowSpamCardHandler extends LaneHandler<Payload> {
  constructor(
    private readonly transactor: Transactor,
    private readonly cards: SpamCardsRepository,
    private readonly topic: SpamTopicKeeper,
    private readonly calls: SpamCardCalls,
    private readonly repair: GroupRepair,
  ) {
    super();
  }

  async handle(items: readonly LaneItem<Payload>[]): Promise<readonly number[]> {
    const [first] = items;
    if (first === undefined) return [];
    const { payload } = first;
    await this.repair.during(() =>
      'messageId' in payload ? this.calls.remove(payload.chatId, payload.messageId) : this.show(payload),
    );
    const card = JSON.stringify(payload);
    return items.filter((item) => JSON.stringify(item.payload) === card).map(({ id }) => id);
  }

  private async show({ threadId, flood }: SpamCardPayload): Promise<void> {
    const { reader } = this.transactor;
    const began = flood === null ? null : new Date(flood);
    const card =
      began === null
        ? await this.cards.contact(reader, threadId)
        : await this.cards.flood(reader, threadId, began);
    if (card === undefined || (await this.edit(card)) || !isNews(card)) return;
    const { userId, chatId } = card;
    const messageId = await this.topic.inTopic(chatId, (place) => this.calls.post(place, card));
    const stands = await this.transactor.run(async (tx) => {
      if (!(await this.cards.stands(tx, userId, began, { chatId, messageId }))) return false;
      if (began === null) await this.topic.lane.showHeld(tx, { id: threadId, chatId });
      return true;
    });
    // Erased while the card was posted.
    if (!stands) await this.calls.remove(chatId, messageId);
  }

  /** False when there is no card in the group of the conversation. */
  private async edit(card: SpamCard): Promise<boolean> {
    const { chatId, cardChatId, cardMessageId } = card;
    if (cardMessageId === null || cardChatId !== chatId) return false;
    return this.calls.edit(chatId, cardMessageId, card);
  }
}

/** Whether moderators need the card: what is decided needs none, nor does a flood whose card somebody deleted. */
function isNews({ about, cardMessageId }: SpamCard): boolean {
  return about.kind === 'contact' ? about.outcome === null : cardMessageId === null;
}
