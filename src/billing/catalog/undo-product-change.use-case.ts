import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { Clock } from '../../kernel/clock.js';
import { type Actor, AuditLogRepository } from '../../users/audit/audit-log.repository.js';
import { EditProduct, type EditedProduct } from './edit-product.use-case.js';
import { editOfRecord } from './product-edit.js';
import { ProductRefused } from './product-problem.js';
import { ProductsRepository } from './products.repository.js';

/** Long enough to notice a slip, short enough that an old message is no trap. */
const goodForMs = 24 * 60 * 60 * 1_000;

export type Undone =
  | { readonly kind: 'edited'; readonly edited: EditedProduct }
  /** What nobody ordered goes; what somebody did is hidden. */
  | { readonly kind: 'removed' | 'hidden'; readonly code: string }
  | { readonly kind: 'already' };

/** Takes a change of the catalogue back, unless the value was changed again since. Logged as a change of its own. */
@Injectable()
export class UndoProductChange {
  constructor(
    private readonly transactor: Transactor,
    private readonly products: ProductsRepository,
    private readonly edit: EditProduct,
    private readonly audit: AuditLogRepository,
    private readonly clock: Clock,
  ) {}

  execute(changeId: number, actor: Actor): Promise<Undone> {
    const requestKey = `product-undo:${changeId}`;
    return this.transactor.run(async (tx) => {
      await this.products.lock(tx);
      if ((await this.audit.byRequestKey(tx, requestKey)) !== undefined) return { kind: 'already' };
      const change = await this.audit.byId(tx, changeId);
      const isOurs = change?.action.startsWith('product.') === true;
      if (
        change === undefined ||
        !isOurs ||
        this.clock.now().getTime() - change.createdAt.getTime() > goodForMs
      ) {
        throw new ProductRefused({ problem: 'undo_too_late' });
      }
      if (change.action === 'product.add') return this.takeAway(tx, change.after, { actor, requestKey });
      const { code, edit: from } = editOfRecord(change.after);
      const { edit } = editOfRecord(change.before);
      const reason = `undo of ${changeId}`;
      const edited = await this.edit.within(tx, { code, edit, from, actor, requestKey, reason });
      return { kind: 'edited', edited };
    });
  }

  private async takeAway(
    tx: Tx,
    added: unknown,
    { actor, requestKey }: { actor: Actor; requestKey: string },
  ): Promise<Undone> {
    const { code } = added as { code: string };
    const { id } = await this.products.byCode(tx, code);
    const isRemoved = await this.products.remove(tx, id);
    if (!isRemoved) await this.products.setHidden(tx, id, true);
    const kind = isRemoved ? 'removed' : 'hidden';
    const entry = { action: 'product.take_away', requestKey, actor, userId: null, reason: null };
    await this.audit.record(tx, { ...entry, before: added, after: { code, [kind]: true } });
    return { kind, code };
  }
}
