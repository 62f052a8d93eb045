import { Injectable } from '@nestjs/common';
import { NotEnoughCredits } from '../../billing/billing.errors.js';
import type { Tx } from '../../database/db.js';
import { Lanes } from '../../jobs/lanes/lanes.js';
import { relayToTopic, type RelayPayload } from '../conversations.jobs.js';
import type { Message } from '../messages/message.entity.js';
import { MessagesRepository, type NewMessage } from '../messages/messages.repository.js';
import { priorities, topicLane } from '../outbound-lanes.js';
import type { ThreadPlace } from '../threads/threads.repository.js';
import { Charging } from './charging.js';
import { UnpaidMarks } from './unpaid-marks.js';

/** Puts customers' messages on their topic's lane, in the order in which they were written. */
@Injectable()
export class RelayQueue {
  constructor(
    private readonly messages: MessagesRepository,
    private readonly charging: Charging,
    private readonly lanes: Lanes,
    private readonly marks: UnpaidMarks,
  ) {}

  /** A message that was just written: stored and put on its way at once. */
  async store(tx: Tx, thread: ThreadPlace, message: NewMessage): Promise<void> {
    const item = { ...topicLane(thread.id, thread.chatId), kind: relayToTopic, priority: priorities.relay };
    if (!(await this.messages.insertOnLane(tx, message, item))) {
      throw new Error('a message was stored by two transactions at once');
    }
    tx.onCommit(() => {
      this.lanes.wake('outbound');
    });
  }

  /** One that has to wait for credits. Null when it is known. */
  async keepUnpaid(tx: Tx, thread: ThreadPlace, message: NewMessage): Promise<number | null> {
    const id = await this.messages.insert(tx, message);
    if (id !== null) await this.marks.show(tx, thread.telegramId, [message.messageId], 'unpaid');
    return id;
  }

  /** Those that were kept for another reason and now have to wait for credits. */
  async leaveUnpaid(
    tx: Tx,
    { telegramId }: ThreadPlace,
    waiting: readonly Pick<Message, 'id' | 'messageId' | 'kind'>[],
  ): Promise<void> {
    for (const { id, kind } of waiting) {
      await this.messages.setCost(tx, id, await this.charging.costOf(tx, kind));
    }
    const messageIds = waiting.map(({ messageId }) => messageId);
    if (messageIds.length > 0) await this.marks.show(tx, telegramId, messageIds, 'unpaid');
  }

  /** Sends what waited for credits, oldest first, until they do not suffice again. Returns how many went. */
  async release(tx: Tx, thread: ThreadPlace): Promise<number> {
    let released = 0;
    for (const message of await this.messages.short(tx, thread.id)) {
      try {
        const { cost, holdId } = await this.charging.hold(tx, thread.userId, message);
        await this.send(tx, thread, message, holdId, cost);
        await this.marks.show(tx, thread.telegramId, [message.messageId], 'none');
        released += 1;
      } catch (error) {
        if (error instanceof NotEnoughCredits) return released;
        throw error;
      }
    }
    return released;
  }

  /** One that waited, with what it costs set aside. */
  async send(
    tx: Tx,
    thread: ThreadPlace,
    message: { id: number; mediaGroupId: string | null },
    holdId: number | null,
    cost: number,
  ): Promise<void> {
    await this.messages.requeue(tx, message.id, holdId, cost);
    const payload: RelayPayload = { threadId: thread.id, message: message.id, album: message.mediaGroupId };
    const place = topicLane(thread.id, thread.chatId);
    const priority = priorities.relay;
    return this.lanes.enqueue(tx, { queue: 'outbound', ...place, kind: relayToTopic, payload, priority });
  }
}
