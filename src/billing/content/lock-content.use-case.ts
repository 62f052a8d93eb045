import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import type { UserId } from '../../kernel/ids.js';
import { type Actor, AuditLogRepository } from '../../users/audit/audit-log.repository.js';
import { UsersRepository } from '../../users/users.repository.js';
import type { ContentItem } from './content-item.js';
import { ContentItemsRepository, type NewContentItem } from './content-items.repository.js';
import { assertCost, assertTitle } from './content-rules.js';
import { contentOffered } from './content.jobs.js';

export interface LockRequest {
  readonly item: NewContentItem;
  /** Whom it is offered to at once; null: it waits for whoever follows its link. */
  readonly userId: UserId | null;
  readonly actor: Actor;
}

export type Offering = 'offered' | 'nobody' | 'banned' | 'unreachable';

/** An administrator makes a message of the group a locked item, and perhaps offers it to a customer. */
@Injectable()
export class LockContent {
  constructor(
    private readonly transactor: Transactor,
    private readonly items: ContentItemsRepository,
    private readonly users: UsersRepository,
    private readonly audit: AuditLogRepository,
  ) {}

  /** The same request again finds the item that it made and offers nothing a second time. */
  async execute({ item, userId, actor }: LockRequest): Promise<{ item: ContentItem; offering: Offering }> {
    assertCost(item.cost);
    assertTitle(item.title);
    return this.transactor.run(async (tx) => {
      const offering = await this.offeringTo(tx, userId);
      const made = await this.items.insert(tx, item);
      if (made === undefined) return { item: await this.known(tx, item), offering };
      const { id, title, cost, kind } = made;
      await this.audit.record(tx, {
        action: 'content.locked',
        requestKey: item.requestKey,
        actor,
        userId,
        reason: null,
        before: null,
        after: { item: id, title, cost, kind },
      });
      if (userId !== null && offering === 'offered')
        await announce(tx, contentOffered, { userId, itemId: id });
      return { item: made, offering };
    });
  }

  private async known(tx: Tx, { requestKey }: NewContentItem): Promise<ContentItem> {
    const item = await this.items.byRequest(tx, requestKey);
    if (item === undefined) throw new Error(`the item of ${requestKey} vanished`);
    return item;
  }

  private async offeringTo(tx: Tx, userId: UserId | null): Promise<Offering> {
    if (userId === null) return 'nobody';
    const { bannedAt, reach } = await this.users.byId(tx, userId);
    if (bannedAt !== null) return 'banned';
    return reach === 'reachable' ? 'offered' : 'unreachable';
  }
}
