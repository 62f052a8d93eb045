import { Injectable } from '@nestjs/common';
import { BillingOverviewQuery } from '../../billing/billing-overview.query.js';
import { ContentFiguresQuery } from '../../billing/content/content-figures.query.js';
import { PurchaseGate } from '../../billing/purchases/purchase-gate.js';
import type { Db } from '../../database/db.js';
import { UsersRepository } from '../../users/users.repository.js';
import { NotesQuery } from '../threads/notes.query.js';
import type { ThreadPlace } from '../threads/threads.repository.js';
import type { CardContent } from './card-content.js';

@Injectable()
export class CardQuery {
  constructor(
    private readonly users: UsersRepository,
    private readonly billing: BillingOverviewQuery,
    private readonly content: ContentFiguresQuery,
    private readonly gate: PurchaseGate,
    private readonly notes: NotesQuery,
  ) {}

  async of(db: Db, thread: ThreadPlace): Promise<CardContent> {
    const user = await this.users.byId(db, thread.userId);
    const billing = await this.billing.of(db, thread.userId);
    const { credits, lots, held, frozen, owed, access, plans, spend, lastPayment } = billing;
    // No more of it than the card shows: what nobody sees must not look like a change.
    const { disputes, isBlocked } = await this.gate.standing(db, thread.userId);
    const [notes] = await db.query<{ count: number }>(`select count(*) from notes where thread_id = $1`, [
      thread.id,
    ]);
    return {
      threadId: thread.id,
      telegramId: thread.telegramId,
      firstName: user.firstName,
      lastName: user.lastName,
      username: user.username,
      languageCode: user.languageCode,
      source: user.source,
      since: user.createdAt,
      credits,
      lots,
      held,
      frozen,
      owed,
      access,
      plans,
      spend,
      lastPayment,
      disputes,
      isBlocked,
      content: await this.content.ofCustomer(db, thread.userId),
      state: thread.state,
      snoozedUntil: thread.snoozedUntil,
      reach: user.reach,
      banned: user.bannedAt !== null,
      banReason: user.banReason,
      assignee: thread.assigneeName,
      isSilent: thread.isSilent,
      notes: notes?.count ?? 0,
      latestNotes: await this.notes.latest(db, thread.id, 3),
    };
  }
}
