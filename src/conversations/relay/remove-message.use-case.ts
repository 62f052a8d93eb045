import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { Lanes } from '../../jobs/lanes/lanes.js';
import { removeBoth, type RemoveBothPayload } from '../conversations.jobs.js';
import { MessagesRepository } from '../messages/messages.repository.js';
import { customerLane, priorities } from '../outbound-lanes.js';
import { ThreadsRepository } from '../threads/threads.repository.js';

export interface RemovalRequest {
  readonly chatId: number;
  /** The message in the topic, the customer's copy or the moderator's original. */
  readonly messageId: number;
  readonly commandMessageId: number;
}

/** A moderator takes a message back on both sides, behind everything that is still on its way. */
@Injectable()
export class RemoveMessage {
  constructor(
    private readonly transactor: Transactor,
    private readonly threads: ThreadsRepository,
    private readonly messages: MessagesRepository,
    private readonly lanes: Lanes,
  ) {}

  async execute({ chatId, messageId, commandMessageId }: RemovalRequest): Promise<'queued' | 'unknown'> {
    const message = await this.messages.byEitherSide(this.transactor.reader, chatId, messageId);
    if (message === null) return 'unknown';
    const thread = await this.threads.byId(this.transactor.reader, message.threadId);
    const payload: RemoveBothPayload = { message: message.id, chatId, messageId, commandMessageId };
    await this.transactor.run((tx) =>
      this.lanes.enqueue(tx, {
        queue: 'outbound',
        ...customerLane(thread.telegramId),
        kind: removeBoth,
        payload,
        priority: priorities.reply,
      }),
    );
    return 'queued';
  }
}
