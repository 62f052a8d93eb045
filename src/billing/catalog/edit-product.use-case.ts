import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { type Actor, AuditLogRepository, type AuditRecord } from '../../users/audit/audit-log.repository.js';
import {
  editBack,
  editOfRecord,
  editRecord,
  type ProductEdit,
  refuseSecondPack,
  sameEdit,
  titleOf,
} from './product-edit.js';
import { ProductRefused } from './product-problem.js';
import { checkedCredits, checkedPrice, checkedStars, checkedTrial } from './price-rules.js';
import { type ListedProduct, ProductsRepository } from './products.repository.js';

export interface EditProductInput {
  readonly code: string;
  readonly edit: ProductEdit;
  /** What the administrator saw when they decided; changed meanwhile, nothing happens. */
  readonly from?: ProductEdit;
  readonly actor: Actor;
  /** One per button or command message: pressed twice, done once. */
  readonly requestKey: string;
  readonly reason?: string;
}

export interface EditedProduct {
  readonly product: ListedProduct;
  readonly edit: ProductEdit;
  readonly from: ProductEdit;
  /** The entry of the audit log; null when it was so already and nothing was written. */
  readonly changeId: number | null;
}

/** An administrator changes one value of a product; logged with before and after. What was sold keeps its own price. */
@Injectable()
export class EditProduct {
  constructor(
    private readonly transactor: Transactor,
    private readonly products: ProductsRepository,
    private readonly audit: AuditLogRepository,
  ) {}

  execute(input: EditProductInput): Promise<EditedProduct> {
    return this.transactor.run((tx) => this.within(tx, input));
  }

  async within(
    tx: Tx,
    { code, edit: asked, from: seen, ...request }: EditProductInput,
  ): Promise<EditedProduct> {
    await this.products.lock(tx);
    const product = await this.products.byCode(tx, code);
    const all = await this.products.list(tx);
    const edit = fit(asked, product, all);
    const from = editBack(product, edit);
    const known = await this.audit.byRequestKey(tx, request.requestKey);
    if (known !== undefined) return repeated(product, known);
    if (sameEdit(edit, from)) return { product, edit, from, changeId: null };
    if (seen !== undefined && !sameEdit(seen, from))
      throw new ProductRefused({ problem: 'changed_since', code });
    if (edit.field === 'hidden' && !edit.to) refuseSecondPack(all, product);
    if (edit.field === 'credits' && !product.isHidden)
      refuseSecondPack(all, { ...product, credits: edit.to });
    await this.audit.record(tx, {
      action: `product.${edit.field}`,
      requestKey: request.requestKey,
      actor: request.actor,
      userId: null,
      reason: request.reason ?? null,
      before: editRecord(product, from),
      after: editRecord(product, edit),
    });
    await this.apply(tx, product, edit, all);
    const logged = await this.audit.byRequestKey(tx, request.requestKey);
    return { product: await this.products.byCode(tx, code), edit, from, changeId: logged?.id ?? null };
  }

  private async apply(
    tx: Tx,
    product: ListedProduct,
    edit: ProductEdit,
    all: readonly ListedProduct[],
  ): Promise<void> {
    switch (edit.field) {
      case 'price':
        return this.products.setPrice(tx, product.id, edit.to);
      case 'stars':
        return this.products.setStars(tx, product.id, edit.to);
      case 'credits':
        return this.products.setCredits(tx, product.id, edit.to);
      case 'trial':
        return this.products.setTrial(tx, product.id, edit.to);
      case 'hidden':
        return this.products.setHidden(tx, product.id, edit.to);
      case 'place': {
        const others = all.filter(({ id }) => id !== product.id).map(({ id }) => id);
        return this.products.setOrder(tx, others.toSpliced(edit.to - 1, 0, product.id));
      }
      case 'title': {
        const { language, text } = edit.to;
        if (language === 'en')
          return this.products.setTitles(tx, product.id, text ?? product.title, product.titles);
        const others = Object.entries(product.titles).filter(([key]) => key !== language);
        const titles = Object.fromEntries(text === null ? others : [...others, [language, text]]);
        return this.products.setTitles(tx, product.id, product.title, titles);
      }
    }
  }
}

/** The same request once more: what it did the first time, whatever came after it. */
function repeated(product: ListedProduct, { id, before, after }: AuditRecord): EditedProduct {
  return { product, edit: editOfRecord(after).edit, from: editOfRecord(before).edit, changeId: id };
}

/** The edit as it can be applied: a title on one line, a place within the list, a price that can be charged. */
function fit(edit: ProductEdit, product: ListedProduct, all: readonly ListedProduct[]): ProductEdit {
  switch (edit.field) {
    case 'price':
      return { field: 'price', to: checkedPrice(edit.to) };
    case 'stars':
      return { field: 'stars', to: checkedStars(edit.to, product) };
    case 'credits':
      return { field: 'credits', to: checkedCredits(edit.to, product) };
    case 'trial':
      return { field: 'trial', to: checkedTrial(edit.to, product) };
    case 'hidden':
      return edit;
    case 'place':
      return { field: 'place', to: Math.min(Math.max(1, edit.to), all.length) };
    case 'title': {
      const { language, text } = edit.to;
      // English is what every other language falls back to, so it cannot be taken away.
      return {
        field: 'title',
        to: { language, text: text === null && language !== 'en' ? null : titleOf(text ?? '') },
      };
    }
  }
}
