import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { type Actor, AuditLogRepository } from '../../users/audit/audit-log.repository.js';
import { checkCreditCount, checkedPrice } from './price-rules.js';
import { refuseSecondPack, titleOf } from './product-edit.js';
import { ProductRefused } from './product-problem.js';
import { type ListedProduct, type NewProduct, ProductsRepository } from './products.repository.js';

export type ProductDraft = Omit<NewProduct, 'code'> & {
  /** Null: made from kind and size. */
  readonly code: string | null;
};

export interface AddProductInput {
  readonly draft: ProductDraft;
  readonly actor: Actor;
  readonly requestKey: string;
}

const day = 24 * 60 * 60;
const hour = 60 * 60;
const mostSeconds = 3_660 * day;

/** An administrator puts a new product on sale, at the end of the list; logged. */
@Injectable()
export class AddProduct {
  constructor(
    private readonly transactor: Transactor,
    private readonly products: ProductsRepository,
    private readonly audit: AuditLogRepository,
  ) {}

  execute({
    draft,
    actor,
    requestKey,
  }: AddProductInput): Promise<{ product: ListedProduct; changeId: number }> {
    check(draft);
    return this.transactor.run(async (tx) => {
      await this.products.lock(tx);
      const known = await this.audit.byRequestKey(tx, requestKey);
      if (known !== undefined) {
        const { code } = known.after as { code: string };
        return { product: await this.products.byCode(tx, code), changeId: known.id };
      }
      const all = await this.products.list(tx);
      refuseSecondPack(all, { ...draft, id: null });
      const code = freeCode(draft, all);
      const product = { ...draft, code, title: titleOf(draft.title) };
      await this.products.insert(tx, product);
      const { price, kind, credits, title } = product;
      const entry = { action: 'product.add', requestKey, actor, userId: null, reason: null, before: null };
      await this.audit.record(tx, { ...entry, after: { code, kind, credits, title, price } });
      const logged = await this.audit.byRequestKey(tx, requestKey);
      return { product: await this.products.byCode(tx, code), changeId: logged?.id ?? 0 };
    });
  }
}

function check({ kind, credits, durationSeconds, price }: ProductDraft): void {
  checkedPrice(price);
  checkCreditCount(credits, kind);
  if (kind !== 'time_pass') return;
  const seconds = durationSeconds ?? 0;
  if (!Number.isSafeInteger(seconds) || seconds < 1 || seconds > mostSeconds) {
    throw new ProductRefused({ problem: 'duration_unfit', most: mostSeconds / day });
  }
}

function freeCode(draft: ProductDraft, all: readonly ListedProduct[]): string {
  const isTaken = (code: string): boolean => all.some((product) => product.code === code);
  if (draft.code !== null) {
    if (!/^[a-z0-9_]{1,32}$/.test(draft.code))
      throw new ProductRefused({ problem: 'code_unfit', code: draft.code });
    if (isTaken(draft.code)) throw new ProductRefused({ problem: 'code_taken', code: draft.code });
    return draft.code;
  }
  const base = baseCode(draft);
  for (let copy = 1; ; copy += 1) {
    const code = copy === 1 ? base : `${base}_${copy}`;
    if (!isTaken(code)) return code;
  }
}

function baseCode({ kind, credits, durationSeconds, billingInterval }: ProductDraft): string {
  if (kind === 'credit_pack') return `credits_${credits}`;
  if (kind === 'subscription') return `plan_${billingInterval ?? ''}_${credits}`;
  const seconds = durationSeconds ?? 0;
  return seconds % day === 0 ? `pass_${seconds / day}d` : `pass_${Math.ceil(seconds / hour)}h`;
}
