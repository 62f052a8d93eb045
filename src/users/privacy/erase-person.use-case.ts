import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { Jobs } from '../../jobs/background/jobs.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import { AuditLogRepository } from '../audit/audit-log.repository.js';
import { eraseTraces, userErased } from '../users.jobs.js';
import type { Person } from './personal-data.js';
import { PersonalDataSources } from './personal-data-sources.js';

/** By then everything that was on its way when the data was erased has arrived or was given up by its lane. */
const secondLookMs = 2 * 60_000;

export type Erasure = 'erased' | 'plan';

/**
 * Erases on the person's own request, all at once: what must be kept for the books stays under our number for them,
 * without a name. Calls that follow (the topic, the card) are rows of the same transaction.
 */
@Injectable()
export class ErasePerson {
  constructor(
    private readonly transactor: Transactor,
    private readonly sources: PersonalDataSources,
    private readonly audit: AuditLogRepository,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** Why nothing can be erased yet. */
  async obstacle(userId: UserId, db: Db = this.transactor.reader): Promise<'plan' | undefined> {
    for (const source of this.sources.all) {
      const obstacle = await source.obstacle(db, userId);
      if (obstacle !== undefined) return obstacle;
    }
    return undefined;
  }

  /** `farewell`: what the person reads; nobody knows afterwards where to send it. */
  execute(person: Person, farewell: (tx: Tx) => Promise<void>): Promise<Erasure> {
    const { userId } = person;
    const at = this.clock.now();
    return this.transactor.run(async (tx) => {
      const obstacle = await this.obstacle(userId, tx);
      if (obstacle !== undefined) return obstacle;
      await farewell(tx);
      for (const source of this.sources.all) await source.erase(tx, person);
      const request = { action: 'erase', requestKey: `erase:${userId}`, userId, reason: 'own request' };
      const actor = { telegramId: null, name: 'the customer' };
      const reasonsErased = await this.audit.blankedReasons(tx, userId);
      const after = { erasedAt: at.toISOString(), reasonsErased };
      await this.audit.record(tx, { ...request, actor, before: null, after });
      await announce(tx, userErased, { userId });
      const runAt = new Date(at.getTime() + secondLookMs);
      await this.jobs.enqueue(tx, eraseTraces, person, { runAt });
      return 'erased';
    });
  }
}
