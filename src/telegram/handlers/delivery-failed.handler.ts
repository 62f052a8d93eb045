import { Injectable } from '@nestjs/common';
import type { UndeliverableReason } from '../../conversations/conversations.errors.js';
import { deliveryFailed } from '../../conversations/conversations.jobs.js';
import { Message } from '../../conversations/messages/message.entity.js';
import { ThreadsRepository } from '../../conversations/threads/threads.repository.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import { Outbox } from '../outbound/outbox.js';
import { lostOnTheWayView, notDeliveredView, timedOutView } from '../views/desk.view.js';
import { CustomerNotices } from './customer-notices.js';
import { Transactor } from '../../database/transactor.js';

/** Whoever wrote a message that could not cross hears why, where they wrote it. */
@Injectable()
@OnEvent(deliveryFailed, 'notice')
export class DeliveryFailedHandler {
  constructor(
    private readonly transactor: Transactor,
    private readonly threads: ThreadsRepository,
    private readonly outbox: Outbox,
    private readonly notices: CustomerNotices,
  ) {}

  async handle({
    message: id,
    reason,
    text,
  }: {
    message: number;
    reason: string;
    text: string;
  }): Promise<void> {
    const message = await this.transactor.reader.manager.findOneBy(Message, { id });
    if (message === null) return;
    const thread = await this.threads.byId(this.transactor.reader, message.threadId);
    const fromCustomer = message.direction === 'from_customer';
    const isTimedOut = reason === 'timed_out';
    if (fromCustomer) {
      await this.notices.tell(thread.userId, `undeliverable:${id}`, ({ to }) => ({
        text: isTimedOut ? to.texts.timedOut() : to.texts.undeliverable(),
      }));
    }
    if (thread.topicId === null) return;
    const view = fromCustomer
      ? isTimedOut
        ? timedOutView(message.kind)
        : lostOnTheWayView(message.kind, reason as UndeliverableReason, text)
      : notDeliveredView(reason as UndeliverableReason, text);
    await this.transactor.run(async (tx) => {
      if (!(await this.outbox.once(tx, `not-delivered:${id}`))) return;
      await this.outbox.toTopic(tx, thread, view, fromCustomer ? null : message.messageId);
    });
  }
}
