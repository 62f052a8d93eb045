import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { type Actor, AuditLogRepository } from '../../users/audit/audit-log.repository.js';
import type { ContentItem } from './content-item.js';
import { ContentItemsRepository } from './content-items.repository.js';
import { assertCost, assertTitle } from './content-rules.js';

export type ContentChange =
  | { readonly kind: 'price'; readonly cost: number }
  | { readonly kind: 'title'; readonly title: string }
  | { readonly kind: 'hide' | 'show' };

export interface ContentChangeRequest {
  readonly itemId: number;
  readonly change: ContentChange;
  readonly actor: Actor;
  /** One per button press or command message: done once. */
  readonly requestKey: string;
}

/** An administrator changes what an item costs, what it is called, or whether it is on offer; all can be undone. */
@Injectable()
export class ChangeContent {
  constructor(
    private readonly transactor: Transactor,
    private readonly items: ContentItemsRepository,
    private readonly audit: AuditLogRepository,
  ) {}

  async execute(request: ContentChangeRequest): Promise<'changed' | 'unchanged' | 'unknown'> {
    const { itemId, change, actor, requestKey } = request;
    if (change.kind === 'price') assertCost(change.cost);
    if (change.kind === 'title') assertTitle(change.title);
    return this.transactor.run(async (tx) => {
      const item = await this.items.lock(tx, itemId);
      if (item === undefined) return 'unknown';
      const [before, after] = difference(item, change);
      if (before === after) return 'unchanged';
      const isNew = await this.audit.record(tx, {
        action: `content.${change.kind}`,
        requestKey,
        actor,
        userId: null,
        reason: null,
        before: { item: itemId, [change.kind]: before },
        after: { item: itemId, [change.kind]: after },
      });
      if (!isNew) return 'unchanged';
      await this.apply(tx, item, change);
      return 'changed';
    });
  }

  private async apply(tx: Tx, item: ContentItem, change: ContentChange): Promise<void> {
    const { id, title, cost } = item;
    switch (change.kind) {
      case 'price':
        return this.items.change(tx, id, { title, cost: change.cost });
      case 'title':
        return this.items.change(tx, id, { title: change.title, cost });
      case 'hide':
        return this.items.hide(tx, id);
      case 'show':
        return this.items.show(tx, id);
    }
  }
}

function difference(item: ContentItem, change: ContentChange): [before: unknown, after: unknown] {
  switch (change.kind) {
    case 'price':
      return [item.cost, change.cost];
    case 'title':
      return [item.title, change.title];
    case 'hide':
    case 'show':
      return [item.hiddenAt === null ? 'on offer' : 'hidden', change.kind === 'show' ? 'on offer' : 'hidden'];
  }
}
