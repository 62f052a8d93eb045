import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Lanes } from '../../jobs/lanes/lanes.js';
import { mirrorEdit, type MirrorEditPayload } from '../conversations.jobs.js';
import { MessagesRepository } from '../messages/messages.repository.js';
import { customerLane, priorities, topicLane } from '../outbound-lanes.js';
import { ThreadsRepository } from '../threads/threads.repository.js';

/** Puts edits behind everything that is still on its way to where their copies stand. */
@Injectable()
export class EditLane {
  constructor(
    private readonly threads: ThreadsRepository,
    private readonly messages: MessagesRepository,
    private readonly lanes: Lanes,
  ) {}

  async send(tx: Tx, payload: MirrorEditPayload): Promise<void> {
    const message = await this.messages.byId(tx, payload.message);
    if (message === null) return;
    const thread = await this.threads.byId(tx, payload.threadId);
    const fromCustomer = message.direction === 'from_customer';
    await this.lanes.enqueue(tx, {
      queue: 'outbound',
      ...(fromCustomer ? topicLane(thread.id, thread.chatId) : customerLane(thread.telegramId)),
      kind: mirrorEdit,
      payload,
      priority: fromCustomer ? priorities.relay : priorities.reply,
    });
  }
}
