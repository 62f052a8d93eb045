import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import type { UserId } from '../../kernel/ids.js';
import { ThreadsRepository } from '../threads/threads.repository.js';
import { ContactDecision } from './contact-decision.js';

/** Whoever pays is no spammer: what was held goes on. */
@Injectable()
export class AdmitPayer {
  constructor(
    private readonly transactor: Transactor,
    private readonly threads: ThreadsRepository,
    private readonly decision: ContactDecision,
  ) {}

  execute(userId: UserId): Promise<void> {
    return this.transactor.run(async (tx) => {
      const thread = await this.threads.byUser(tx, userId);
      if (thread === undefined || !(await this.decision.contacts.hasPaid(tx, userId))) return;
      await this.decision.admit(tx, thread, 'paid');
    });
  }
}
