import { Injectable } from '@nestjs/common';
import { Reader } from '../../database/reader.js';
import { plainMoney } from '../../kernel/money.js';
import { Doorbells } from './doorbells.js';
import type { Finding, FindingKind } from '../../billing/finding.js';
import {
  type BookedPayment,
  type DayTotals,
  ReconciliationRepository,
  type Side,
} from './reconciliation.repository.js';
import { StripeDayQuery, type StripePayment, type TimeSpan } from './stripe-day.query.js';

export interface DayComparison {
  readonly totals: readonly DayTotals[];
  readonly findings: readonly Finding[];
}

/**
 * Holds one day at Stripe against the ledger, payment by payment and in both directions. What a lost webhook missed is
 * made up for; what cannot be is a finding with its ids.
 */
@Injectable()
export class CompareDay {
  constructor(
    private readonly reader: Reader,
    private readonly stripe: StripeDayQuery,
    private readonly doorbells: Doorbells,
    private readonly repository: ReconciliationRepository,
  ) {}

  async execute(side: Side, span: TimeSpan): Promise<DayComparison> {
    const findings: Finding[] = [];
    const touched = await this.stripe.touched(span);
    const ours: StripePayment[] = [];
    for (const payment of touched) {
      const found = await this.compare(side, payment);
      if (found === undefined) continue;
      ours.push(payment);
      findings.push(...found);
    }
    findings.push(...(await this.withoutMoney(side, span, touched)));
    const paid = ours.filter(({ paidAt }) => paidAt >= span.since && paidAt < span.until);
    const booked = await this.repository.byIntents(
      this.reader,
      side,
      paid.map(({ paymentIntentId }) => paymentIntentId),
    );
    return { totals: totalsOf(paid, booked), findings };
  }

  /** Undefined for a payment that is none of ours. */
  private async compare(side: Side, payment: StripePayment): Promise<Finding[] | undefined> {
    const known = await this.booked(side, payment);
    if (known !== undefined) return this.adjusted(side, payment, known);
    const { purchaseId, mismatch } = await this.doorbells.paid(payment);
    if (purchaseId === null) return undefined;
    const now = await this.booked(side, payment);
    if (now !== undefined) {
      return [finding('payment_missing', payment, now, true), ...(await this.adjusted(side, payment, now))];
    }
    const userId = await this.repository.buyerOf(this.reader, purchaseId);
    // The metadata named a purchase that does not exist here: another installation uses the same account.
    if (userId === null) return undefined;
    const owner = { userId, purchaseId };
    if (mismatch === null) return [{ ...finding('payment_missing', payment, undefined, false), ...owner }];
    const { expected: here, found: atProvider } = mismatch.details;
    return [{ ...finding('payment_mismatch', payment, undefined, false), ...owner, here, atProvider }];
  }

  /** Refunds and disputes: rung once when they differ, and then they must agree. */
  private async adjusted(side: Side, payment: StripePayment, booked: BookedPayment): Promise<Finding[]> {
    const findings: Finding[] = [];
    if (booked.amount !== payment.amount || booked.currency !== payment.currency) {
      findings.push(finding('amount_differs', payment, booked, false));
    }
    if (isRefundBooked(payment, booked) && isDisputeBooked(payment, booked)) return findings;
    if (!isRefundBooked(payment, booked)) await this.doorbells.refunded(payment);
    if (!isDisputeBooked(payment, booked)) await this.doorbells.disputed(payment);
    const now = (await this.booked(side, payment)) ?? booked;
    if (!isRefundBooked(payment, booked))
      findings.push(finding('refund_differs', payment, booked, isRefundBooked(payment, now)));
    if (!isDisputeBooked(payment, booked))
      findings.push(finding('dispute_differs', payment, booked, isDisputeBooked(payment, now)));
    return findings;
  }

  /** What was granted on that day must have its money at Stripe, even if on the day before or after. */
  private async withoutMoney(side: Side, span: TimeSpan, touched: StripePayment[]): Promise<Finding[]> {
    const seen = new Set(touched.map(({ paymentIntentId }) => paymentIntentId));
    const findings: Finding[] = [];
    for (const booked of await this.repository.paidWithin(this.reader, side, span)) {
      if (seen.has(booked.paymentIntentId)) continue;
      const { paymentIntentId: reference, userId, purchaseId, amount, currency } = booked;
      if ((await this.stripe.byIntent(reference)) !== undefined) continue;
      findings.push({
        kind: 'money_missing',
        reference,
        isHealed: false,
        userId,
        purchaseId,
        atProvider: 'nothing',
        here: plainMoney({ amount, currency }),
      });
    }
    return findings;
  }

  private async booked(side: Side, { paymentIntentId }: StripePayment): Promise<BookedPayment | undefined> {
    const [booked] = await this.repository.byIntents(this.reader, side, [paymentIntentId]);
    return booked;
  }
}

const isRefundBooked = (payment: StripePayment, booked: BookedPayment): boolean =>
  Math.min(payment.refunded, booked.amount) === booked.refunded;

const isDisputeBooked = (payment: StripePayment, booked: BookedPayment): boolean =>
  Math.min(payment.disputed, booked.amount) === booked.disputed;

function finding(
  kind: FindingKind,
  payment: StripePayment,
  booked: BookedPayment | undefined,
  isHealed: boolean,
): Finding {
  const pick = ({ amount, refunded, disputed }: BookedPayment | StripePayment): number =>
    kind === 'refund_differs' ? refunded : kind === 'dispute_differs' ? disputed : amount;
  const sum = (side: BookedPayment | StripePayment): string =>
    plainMoney({ amount: pick(side), currency: side.currency });
  return {
    kind,
    reference: payment.paymentIntentId,
    isHealed,
    userId: booked?.userId ?? null,
    purchaseId: booked?.purchaseId ?? null,
    atProvider: sum(payment),
    here: booked === undefined || kind === 'payment_missing' ? 'nothing' : sum(booked),
  };
}

function totalsOf(paid: readonly StripePayment[], booked: readonly BookedPayment[]): DayTotals[] {
  const currencies = new Set([...paid, ...booked].map(({ currency }) => currency));
  return [...currencies].sort().map((currency) => {
    const there = paid.filter((payment) => payment.currency === currency);
    const here = booked.filter((payment) => payment.currency === currency);
    return {
      currency,
      providerPayments: there.length,
      providerAmount: sumOf(there, ({ amount }) => amount),
      providerRefunded: sumOf(there, ({ refunded }) => refunded),
      ledgerPayments: here.length,
      ledgerAmount: sumOf(here, ({ amount }) => amount),
      ledgerRefunded: sumOf(here, ({ refunded }) => refunded),
    };
  });
}

function sumOf<Item>(items: readonly Item[], amount: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + amount(item), 0);
}
