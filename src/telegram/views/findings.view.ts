import type { BillingAlert } from '../../billing/billing.jobs.js';
import type { Finding } from '../../billing/finding.js';
import { escape, type View } from './view.js';

type Reconciliation = Extract<BillingAlert, { kind: 'reconciliation' }>;

const problems: Record<Finding['kind'], string> = {
  payment_missing: 'Paid at Stripe, nothing granted here',
  payment_mismatch: 'Paid at Stripe for something else than what was sold; nothing granted',
  money_missing: 'Granted here, but Stripe has no such payment',
  amount_differs: 'The amount differs',
  refund_differs: 'The refunded amount differs',
  dispute_differs: 'The disputed amount differs',
  event_stuck: 'An event of Stripe that could not be acted on',
};

/** What the comparison with Stripe found: first what somebody must look at, then what it put right by itself. */
export function findingsView({ reference, listed, count }: Reconciliation): View {
  const open = listed.filter(({ isHealed }) => !isHealed);
  const healed = listed.filter(({ isHealed }) => isHealed);
  const lines = [`🔎 <b>Comparison with Stripe</b>, ${escape(reference)}`];
  if (open.length > 0) lines.push('', '<b>Please look at these in Stripe:</b>', ...open.map(line));
  if (healed.length > 0) lines.push('', '<b>Missed at first, put right now:</b>', ...healed.map(line));
  const more = count - listed.length;
  if (more > 0) lines.push('', `… and ${more} more in the table reconciliation_findings`);
  return { text: lines.join('\n') };
}

function line({ kind, reference, atProvider, here, purchaseId }: Finding): string {
  const purchase = purchaseId === null ? '' : `\n  Purchase <code>${escape(purchaseId)}</code>`;
  return `• ${problems[kind]}: <code>${escape(reference)}</code>\n  Stripe: ${escape(atProvider)} · here: ${escape(here)}${purchase}`;
}
