import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Lanes } from '../../jobs/lanes/lanes.js';
import type { ChatId } from '../../kernel/ids.js';
import { showEscalation } from '../conversations.jobs.js';
import { generalLane, priorities } from '../outbound-lanes.js';
import type { Wait } from './escalations.repository.js';

/** The alert of a wait in General and its later change stand on one lane, so that the change finds the alert. */
@Injectable()
export class EscalationLane {
  constructor(private readonly lanes: Lanes) {}

  show(tx: Tx, { threadId, waitingSince }: Wait, chatId: ChatId): Promise<void> {
    const payload = { threadId, waitingSince: waitingSince.toISOString() };
    const item = { queue: 'outbound', kind: showEscalation, payload, priority: priorities.card } as const;
    return this.lanes.enqueue(tx, { ...item, ...generalLane(chatId) });
  }
}
