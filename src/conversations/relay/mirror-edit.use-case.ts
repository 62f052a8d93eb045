import { Injectable } from '@nestjs/common';
import { Reader } from '../../database/reader.js';
import { NotEditable, TopicGone, Undeliverable } from '../conversations.errors.js';
import type { MirrorEditPayload } from '../conversations.jobs.js';
import { Message } from '../messages/message.entity.js';
import { ThreadsRepository } from '../threads/threads.repository.js';
import { TopicGateway } from '../topic-gateway.js';

/** Edits the copy in place; where Telegram does not allow that, a reply to the copy shows the new text. */
@Injectable()
export class MirrorEdit {
  constructor(
    private readonly reader: Reader,
    private readonly threads: ThreadsRepository,
    private readonly gateway: TopicGateway,
  ) {}

  async execute({ threadId, message: id, content }: MirrorEditPayload): Promise<void> {
    const message = await this.reader.manager.findOneBy(Message, { id });
    if (message?.copyChatId == null || message.copyMessageId === null) return;
    const { copyChatId: chatId, copyMessageId } = message;
    try {
      if (message.relay === 'forward') throw new NotEditable();
      await this.gateway.edit(chatId, copyMessageId, content);
    } catch (error) {
      if (!(error instanceof NotEditable)) throw error;
      // A copy that stands still gets no message for every step; the place where it stopped is one.
      if (content.type === 'location' && content.position !== null) return;
      const thread = await this.threads.byId(this.reader, threadId);
      const topicId = message.direction === 'from_customer' ? thread.topicId : null;
      await this.correct({ chatId, topicId }, copyMessageId, content);
    }
  }

  private async correct(
    place: { chatId: number; topicId: number | null },
    copyMessageId: number,
    content: MirrorEditPayload['content'],
  ): Promise<void> {
    try {
      await this.gateway.showCorrection(place, copyMessageId, content);
    } catch (error) {
      // The copy's topic was deleted with it, or the customer left: there is nothing to correct any more.
      if (!(error instanceof TopicGone) && !(error instanceof Undeliverable)) throw error;
    }
  }
}
