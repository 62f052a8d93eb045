import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { type Actor, AuditLogRepository } from '../audit/audit-log.repository.js';
import type { GivenRole } from './role.js';
import { type TeamMember, TeamRepository } from './team.repository.js';

/** What somebody of the team may do, inside the bot; logged. */
@Injectable()
export class GiveRole {
  constructor(
    private readonly transactor: Transactor,
    private readonly team: TeamRepository,
    private readonly audit: AuditLogRepository,
  ) {}

  async execute(member: TeamMember, role: GivenRole, actor: Actor, requestKey: string): Promise<void> {
    await this.transactor.run(async (tx) => {
      const { telegramId, name } = member;
      const before = (await this.team.byId(tx, telegramId))?.role ?? null;
      if (before === role) return;
      const entry = { action: 'role', requestKey, actor, userId: null, reason: null };
      const noted = { before: { name, role: before }, after: { name, role } };
      if (await this.audit.record(tx, { ...entry, ...noted })) await this.team.setRole(tx, member, role);
    });
  }
}
