import type { DisputeNews } from '../../billing/billing.jobs.js';

/** Stripe: `warning_…` is an inquiry, which moves no money; what is closed already is told by its closing. */
export function openingOf(status: string): DisputeNews | null {
  if (status === 'warning_closed' || closed.has(status)) return null;
  return status.startsWith('warning_') ? 'inquiry_opened' : 'dispute_opened';
}

/** Stripe: `prevented` ends a dispute before it takes money; an appeal is a dispute that goes on. */
export function closingOf(status: string): DisputeNews | null {
  if (status === 'warning_closed') return 'inquiry_closed';
  return closed.get(status) ?? null;
}

const closed: ReadonlyMap<string, DisputeNews> = new Map([
  ['won', 'dispute_won'],
  ['lost', 'dispute_lost'],
  ['prevented', 'dispute_prevented'],
]);
