import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { Undeliverable } from '../conversations.errors.js';
import { deletionFailed, type RemoveBothPayload } from '../conversations.jobs.js';
import { Message } from '../messages/message.entity.js';
import { TopicGateway } from '../topic-gateway.js';

/** Removes a message at the customer first: what stays there must stay visible in the topic too. */
@Injectable()
export class RemoveBoth {
  constructor(
    private readonly transactor: Transactor,
    private readonly gateway: TopicGateway,
  ) {}

  async execute({ message: id, chatId, messageId, commandMessageId }: RemoveBothPayload): Promise<void> {
    const message = await this.transactor.reader.manager.findOneBy(Message, { id });
    if (message === null) return;
    const inGroup = message.chatId === chatId;
    const [otherChat, otherMessage] = inGroup
      ? [message.copyChatId, message.copyMessageId]
      : [message.chatId, message.messageId];
    try {
      if (otherChat !== null && otherMessage !== null) await this.gateway.remove(otherChat, [otherMessage]);
    } catch (error) {
      if (!(error instanceof Undeliverable)) throw error;
      await this.transactor.run((tx) =>
        announce(tx, deletionFailed, { message: id, replyTo: commandMessageId }),
      );
      return;
    }
    try {
      await this.gateway.remove(chatId, [messageId, commandMessageId]);
    } catch (error) {
      // Gone from the topic already, by hand.
      if (!(error instanceof Undeliverable)) throw error;
    }
  }
}
