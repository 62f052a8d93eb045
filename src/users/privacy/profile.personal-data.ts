import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import { AuditLogRepository } from '../audit/audit-log.repository.js';
import { UsersRepository } from '../users.repository.js';
import { ErasedPeopleRepository } from './erased-people.repository.js';
import { area, type Person, PersonalData } from './personal-data.js';

/** Who somebody is, and what administrators did about them. */
@Injectable()
export class ProfilePersonalData extends PersonalData {
  readonly stage = 'profile';
  readonly areas = [
    area('profile', 'users', 't.id = $1'),
    // Who acted is a moderator's own data. What is logged of an erased person stays, as evidence, without free text.
    area('administrators_actions', 'audit_log', 't.user_id = $1', ['actor_telegram_id', 'actor_name']),
  ];

  constructor(
    private readonly users: UsersRepository,
    private readonly erased: ErasedPeopleRepository,
    private readonly audit: AuditLogRepository,
    private readonly clock: Clock,
  ) {
    super();
  }

  async erase(tx: Tx, { userId, telegramId }: Person): Promise<void> {
    const { bannedAt } = await this.users.byId(tx, userId);
    const now = this.clock.now();
    const isFirst = await this.users.anonymise(tx, userId, now);
    await this.audit.blankReasons(tx, userId);
    if (isFirst) await this.erased.remember(tx, telegramId, bannedAt !== null, now);
  }
}
