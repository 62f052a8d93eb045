import { Injectable } from '@nestjs/common';
import { Reader } from '../../database/reader.js';
import { Transactor } from '../../database/transactor.js';
import { Lanes } from '../../jobs/lanes/lanes.js';
import type { ChatId } from '../../kernel/ids.js';
import { relayToCustomer, type RelayPayload } from '../conversations.jobs.js';
import type { Carried } from '../messages/carried.js';
import type { MessageKind } from '../messages/message-kind.js';
import { MessagesRepository } from '../messages/messages.repository.js';
import { customerLane, priorities } from '../outbound-lanes.js';
import { ThreadsRepository } from '../threads/threads.repository.js';

export interface ModeratorMessage {
  readonly chatId: ChatId;
  readonly topicId: number;
  readonly messageId: number;
  readonly kind: MessageKind;
  readonly replyToMessageId: number | null;
  readonly mediaGroupId: string | null;
  readonly carries: Carried | null;
  readonly contentKey: string;
  /** Null for an administrator who writes anonymously. */
  readonly authorTelegramId: number | null;
  readonly authorName: string;
}

/** Takes over what a moderator wrote in a customer's topic and puts it on its way to the customer. */
@Injectable()
export class AcceptReply {
  constructor(
    private readonly reader: Reader,
    private readonly transactor: Transactor,
    private readonly threads: ThreadsRepository,
    private readonly messages: MessagesRepository,
    private readonly lanes: Lanes,
  ) {}

  async execute(message: ModeratorMessage): Promise<'accepted' | 'known' | 'no-thread'> {
    const threadId = await this.threads.threadOfTopic(this.reader, message.chatId, message.topicId);
    if (threadId === undefined) return 'no-thread';
    return this.transactor.run(async (tx) => {
      const thread = await this.threads.byId(tx, threadId);
      const id = await this.messages.insert(tx, {
        ...message,
        carries: thread.isSilent ? { ...message.carries, isSilent: true } : message.carries,
        threadId,
        direction: 'from_moderator',
        relay: 'copy',
        status: 'queued',
        cost: 0,
        holdId: null,
      });
      if (id === null) return 'known';
      const payload: RelayPayload = { threadId, message: id, album: message.mediaGroupId };
      await this.lanes.enqueue(tx, {
        queue: 'outbound',
        ...customerLane(thread.telegramId),
        kind: relayToCustomer,
        payload,
        priority: priorities.reply,
      });
      return 'accepted';
    });
  }
}
