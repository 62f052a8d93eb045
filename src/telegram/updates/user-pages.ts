import { Injectable } from '@nestjs/common';
import { CardQuery } from '../../conversations/cards/card.query.js';
import { ThreadsRepository } from '../../conversations/threads/threads.repository.js';
import { AppConfig } from '../../config/app-config.js';
import { Reader } from '../../database/reader.js';
import type { FoundUser } from '../../users/find-users.query.js';
import { cardView } from '../views/card.view.js';
import { topicLink } from '../views/topic-link.js';
import { foundView, withoutTopicView } from '../views/user-search.view.js';
import type { View } from '../views/view.js';

/** A customer as a page outside their topic: the card without its buttons. */
@Injectable()
export class UserPages {
  constructor(
    private readonly reader: Reader,
    private readonly threads: ThreadsRepository,
    private readonly cards: CardQuery,
    private readonly config: AppConfig,
  ) {}

  async of(user: FoundUser): Promise<View> {
    const thread = await this.threads.byUser(this.reader, user.id);
    if (thread === undefined) return withoutTopicView(user);
    const card = cardView(await this.cards.of(this.reader, thread), this.config.timeZone);
    return foundView(card, thread.topicId === null ? null : topicLink(thread.chatId, thread.topicId));
  }
}
