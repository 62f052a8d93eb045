import { Injectable } from '@nestjs/common';
import { deletionFailed } from '../../conversations/conversations.jobs.js';
import { Message } from '../../conversations/messages/message.entity.js';
import { ThreadsRepository } from '../../conversations/threads/threads.repository.js';
import { Transactor } from '../../database/transactor.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import { Outbox } from '../outbound/outbox.js';
import { deskTexts } from '../views/desk.view.js';

/** The moderator hears that the customer still sees the message. */
@Injectable()
@OnEvent(deletionFailed, 'notice')
export class DeletionFailedHandler {
  constructor(
    private readonly transactor: Transactor,
    private readonly threads: ThreadsRepository,
    private readonly outbox: Outbox,
  ) {}

  async handle({ message: id, replyTo }: { message: number; replyTo: number }): Promise<void> {
    const message = await this.transactor.reader.manager.findOneBy(Message, { id });
    if (message === null) return;
    const thread = await this.threads.byId(this.transactor.reader, message.threadId);
    await this.transactor.run((tx) =>
      this.outbox.toTopic(tx, thread, { text: deskTexts.deleteFailed }, replyTo),
    );
  }
}
