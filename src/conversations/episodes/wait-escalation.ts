import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import { ThreadSituationsRepository } from '../threads/thread-situations.repository.js';
import { ThreadsRepository } from '../threads/threads.repository.js';
import { EscalationLane } from './escalation-lane.js';
import { EscalationsRepository, type Wait } from './escalations.repository.js';

/** A minute; General must stay readable, and its group has other calls to make. */
const alertsAtOnce = 5;

/** Makes an alert of a wait, unless it has ended or was told of before. */
@Injectable()
export class WaitEscalation {
  constructor(
    private readonly threads: ThreadsRepository,
    private readonly situations: ThreadSituationsRepository,
    private readonly escalations: EscalationsRepository,
    private readonly lane: EscalationLane,
  ) {}

  due(db: Db, since: Date): Promise<Wait[]> {
    return this.escalations.due(db, since, alertsAtOnce);
  }

  async raise(tx: Tx, wait: Wait, now: Date): Promise<void> {
    const { state, waitingSince } = await this.situations.lock(tx, wait.threadId);
    if (state !== 'open' || waitingSince?.getTime() !== wait.waitingSince.getTime()) return;
    const { chatId } = await this.threads.byId(tx, wait.threadId);
    if (await this.escalations.claim(tx, wait, chatId, now)) await this.lane.show(tx, wait, chatId);
  }
}
