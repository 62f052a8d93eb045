import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { PaymentMismatch } from '../billing.errors.js';
import type { Source } from '../ledger/ledger.types.js';
import type { Purchase } from '../purchases/purchase.entity.js';
import { creditsOfLines } from '../subscriptions/credits-of-lines.js';
import { PlanPurchases } from '../subscriptions/plan-purchases.js';
import { SubscriptionMirror } from '../subscriptions/subscription-mirror.js';
import { type PlanTerms, SubscriptionTerms } from '../subscriptions/subscription-terms.js';
import type { InvoiceState, PlanLine } from '../subscriptions/subscription.types.js';
import { Fulfilment } from './fulfilment.js';

interface AgreedLine {
  readonly line: PlanLine;
  readonly terms: PlanTerms;
}

/**
 * Grants what a paid invoice of a plan is for, exactly once: each period by subscription item and start, a change
 * within a period by its invoice line.
 */
@Injectable()
export class SettleInvoice {
  constructor(
    private readonly transactor: Transactor,
    private readonly plans: PlanPurchases,
    private readonly mirror: SubscriptionMirror,
    private readonly terms: SubscriptionTerms,
    private readonly fulfilment: Fulfilment,
  ) {}

  execute(
    invoice: InvoiceState,
    reading: number,
  ): Promise<'settled' | 'already-settled' | 'nothing-paid' | 'unknown'> {
    return this.transactor.run(async (tx) => {
      const purchase = await this.plans.locked(tx, invoice.subscription);
      if (purchase === undefined) return 'unknown';
      await this.mirror.apply(tx, purchase, invoice.subscription, reading);
      const agreed = await this.agreed(tx, purchase, invoice);
      const source = sourceOf(invoice);
      const main = mainOf(agreed);
      if (!invoice.paid || source === undefined || main === undefined) return 'nothing-paid';
      const { subscriptionId } = invoice.subscription;
      const periods = invoice.lines.filter(({ isProration }) => !isProration);
      const plan = {
        subscriptionId,
        productId: main.terms.productId,
        title: main.terms.title,
        credits: creditsOfLines(agreed),
        until: main.line.end,
        periods: periods.map((line) => ({ start: line.start, end: line.end, source: periodSource(line) })),
      };
      const { paymentIntentId, total, attempts } = invoice;
      const paid = { purchase, source, paymentIntentId, total, plan, afterFailure: attempts > 1 };
      const isNew = await this.fulfilment.fulfil(tx, paid);
      if (isNew) await this.mirror.align(tx, purchase, subscriptionId);
      return isNew ? 'settled' : 'already-settled';
    });
  }

  /** What was sold is compared line by line with our own rows; nothing is granted for other money. */
  private async agreed(
    tx: Tx,
    purchase: Purchase,
    { subscription, lines }: InvoiceState,
  ): Promise<AgreedLine[]> {
    const agreed: AgreedLine[] = [];
    for (const line of lines) {
      const terms = await this.terms.of(tx, purchase, subscription.subscriptionId, line.plan);
      const { price } = line.plan;
      if (terms === undefined) {
        const expected = `a plan of ours, ${purchase.amount} ${purchase.currency} when it was bought`;
        const found = `${price.amount} ${price.currency} for ${line.plan.productCode ?? line.plan.priceId}`;
        throw new PaymentMismatch({ purchaseId: purchase.id, expected, found });
      }
      const isWhole = line.isProration ? Math.abs(line.amount) <= terms.amount : line.amount === terms.amount;
      if (!isWhole) {
        const found = `${line.amount} ${price.currency} on line ${line.lineId}`;
        throw new PaymentMismatch({
          purchaseId: purchase.id,
          expected: `${terms.amount} ${terms.currency}`,
          found,
        });
      }
      agreed.push({ line, terms });
    }
    return agreed;
  }
}

/** Undefined when no money was for the plan: nothing on the invoice, or only the rest of a plan that was left. */
function sourceOf({ lines, total }: InvoiceState): Source | undefined {
  const period = lines.find(({ isProration }) => !isProration);
  if (period !== undefined) return periodSource(period);
  const rest = lines.find(({ amount }) => amount > 0);
  if (rest === undefined || total.amount === 0) return undefined;
  return { type: 'subscription_change', id: rest.lineId };
}

/** The plan that the customer has from now on. */
function mainOf(agreed: readonly AgreedLine[]): AgreedLine | undefined {
  return agreed.find(({ line }) => !line.isProration) ?? agreed.find(({ line }) => line.amount > 0);
}

function periodSource({ itemId, start }: PlanLine): Source {
  return { type: 'subscription_period', id: `${itemId}:${start.getTime() / 1_000}` };
}
