import { Injectable } from '@nestjs/common';
import { Reader } from '../../database/reader.js';
import { Transactor } from '../../database/transactor.js';
import { Lanes } from '../../jobs/lanes/lanes.js';
import { mirrorEdit, type MirrorEditPayload } from '../conversations.jobs.js';
import { MessagesRepository } from '../messages/messages.repository.js';
import { customerLane, priorities, topicLane } from '../outbound-lanes.js';
import { ThreadsRepository } from '../threads/threads.repository.js';
import type { EditedContent } from '../topic-gateway.js';

/** Somebody edited a message: its copy follows, behind everything that is still on its way there. */
@Injectable()
export class SyncEdit {
  constructor(
    private readonly reader: Reader,
    private readonly transactor: Transactor,
    private readonly threads: ThreadsRepository,
    private readonly messages: MessagesRepository,
    private readonly lanes: Lanes,
  ) {}

  async execute(
    chatId: number,
    messageId: number,
    content: EditedContent,
  ): Promise<'queued' | 'nothing-to-edit'> {
    const message = await this.messages.bySource(this.reader, chatId, messageId);
    // One that still waits for credits will be copied as it stands then.
    if (message === null || (message.status !== 'queued' && message.status !== 'delivered'))
      return 'nothing-to-edit';
    const thread = await this.threads.byId(this.reader, message.threadId);
    const payload: MirrorEditPayload = { threadId: thread.id, message: message.id, content };
    const fromCustomer = message.direction === 'from_customer';
    await this.transactor.run((tx) =>
      this.lanes.enqueue(tx, {
        queue: 'outbound',
        ...(fromCustomer ? topicLane(thread.id, thread.chatId) : customerLane(thread.telegramId)),
        kind: mirrorEdit,
        payload,
        priority: fromCustomer ? priorities.relay : priorities.reply,
      }),
    );
    return 'queued';
  }
}
