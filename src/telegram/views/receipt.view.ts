import type { BillingOverview } from '../../billing/billing-overview.query.js';
import type { PaymentRecord } from '../../billing/purchases/payments.repository.js';
import type { Audience } from './customer.js';
import { dateTime, price } from './format.js';
import { offerTitle } from './shop.view.js';
import { escape, type View } from './view.js';

/** What was paid and what it gave, with a reference that support can find again. */
export function receiptView(
  {
    payment,
    overview,
    afterFailure = false,
  }: { payment: PaymentRecord; overview: BillingOverview; afterFailure?: boolean },
  to: Audience,
): View {
  const { texts, language, timeZone } = to;
  const title = escape(offerTitle(payment, to));
  const reference = `P-${payment.id}`;
  const paid = texts.receipt({ title, price: price(payment, language), reference });
  const lines = [payment.amount === 0 ? texts.receiptFree({ title, reference }) : paid];
  if (payment.credits > 0) {
    lines.push(texts.receiptCredits(texts.credits(payment.credits), texts.credits(overview.credits)));
  }
  if (overview.access !== undefined && payment.givesAccess) {
    lines.push(texts.receiptPass(dateTime(overview.access.endsAt, language, timeZone)));
  }
  if (payment.isRecharge) lines.push(texts.recharge.receipt());
  if (afterFailure) lines.push(texts.plan.thanks());
  return { text: lines.join('\n') };
}

interface Adjustment {
  readonly payment: PaymentRecord;
  readonly overview: BillingOverview;
  /** Credits taken back, negative when they were given back; 0 for a pass. */
  readonly taken: number;
  readonly isReinstated: boolean;
}

/** A payment was refunded, disputed or reinstated. */
export function adjustedView({ payment, overview, taken, isReinstated }: Adjustment, to: Audience): View {
  const { texts } = to;
  const title = escape(offerTitle(payment, to));
  const lines = [
    isReinstated ? texts.gaveBack(title) : texts.tookBack({ title, reference: `P-${payment.id}` }),
  ];
  if (taken > 0) lines.push(texts.creditsTakenBack(texts.credits(taken), texts.credits(overview.credits)));
  if (taken < 0) lines.push(texts.receiptCredits(texts.credits(-taken), texts.credits(overview.credits)));
  if (overview.owed > 0) lines.push(texts.owed(texts.credits(overview.owed)));
  return { text: lines.join('\n') };
}
