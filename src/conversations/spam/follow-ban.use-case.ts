import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import type { UserId } from '../../kernel/ids.js';
import { UsersRepository } from '../../users/users.repository.js';
import { ContactDecision } from '../contacts/contact-decision.js';
import { ThreadsRepository } from '../threads/threads.repository.js';
import { SpamCards } from './spam-cards.js';

/** Somebody was banned, or is no longer: what was held of them is let go, and their cards say so. */
@Injectable()
export class FollowBan {
  constructor(
    private readonly transactor: Transactor,
    private readonly users: UsersRepository,
    private readonly threads: ThreadsRepository,
    private readonly decision: ContactDecision,
    private readonly cards: SpamCards,
  ) {}

  async execute(userId: UserId): Promise<void> {
    await this.transactor.run(async (tx) => {
      const thread = await this.threads.byUser(tx, userId);
      if (thread === undefined) return;
      const { bannedAt } = await this.users.byId(tx, userId);
      if (bannedAt !== null) await this.decision.end(tx, thread, 'banned');
      await this.cards.refresh(tx, thread);
    });
  }
}
