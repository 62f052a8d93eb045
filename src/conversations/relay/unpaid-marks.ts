import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Lanes } from '../../jobs/lanes/lanes.js';
import type { TelegramId } from '../../kernel/ids.js';
import { markUnpaid, type MarkUnpaidPayload } from '../conversations.jobs.js';
import { priorities, reactionLane } from '../outbound-lanes.js';

/** Shows on a customer's own message whether it waits for credits; one notice speaks of all of them. */
@Injectable()
export class UnpaidMarks {
  constructor(private readonly lanes: Lanes) {}

  show(
    tx: Tx,
    telegramId: TelegramId,
    messageIds: readonly number[],
    shown: MarkUnpaidPayload['shown'],
  ): Promise<void> {
    const item = { queue: 'outbound', kind: markUnpaid, priority: priorities.card } as const;
    // Bot API: a private chat has the id of its person.
    const payloads = messageIds.map((messageId) => ({ chatId: telegramId, messageId, shown }));
    return this.lanes.enqueueMany(
      tx,
      payloads.map((payload) => ({ ...item, ...reactionLane(telegramId), payload })),
    );
  }
}
