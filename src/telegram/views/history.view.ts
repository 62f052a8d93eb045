import type { HistoryLine } from '../../billing/ledger/history.query.js';
import type { TransactionKind } from '../../billing/ledger/ledger.types.js';
import type { Audience } from './customer.js';
import { dateTime } from './format.js';
import type { MovementName } from './texts/customer-texts.js';
import { escape, type View } from './view.js';

/** What happened by itself says more than its source. */
const kinds: Partial<Record<TransactionKind, MovementName>> = {
  expire: 'expired',
  freeze: 'frozen',
  thaw: 'thawed',
  write_off: 'writtenOff',
};

/** Sources that the ledger knows, by the name a customer reads for them. */
const names: Readonly<Record<string, MovementName>> = {
  welcome: 'welcome',
  checkout_session: 'purchase',
  payment_intent: 'recharge',
  subscription_period: 'purchase',
  star_payment: 'purchase',
  gift: 'gift',
  message: 'message',
  tutorial: 'welcome',
  unlock: 'content',
  late_hold: 'message',
  hold: 'returned',
  payment_adjustment: 'adjustment',
};

function nameOf({ kind, sourceType, heldFor }: HistoryLine): MovementName {
  if (heldFor === 'unlock') return 'contentReturned';
  return kinds[kind] ?? names[sourceType] ?? 'other';
}

/** What exactly, where the reason is a name that the customer knows. */
function detailOf({ sourceType, reason }: HistoryLine): string {
  if (reason === null) return '';
  if (names[sourceType] === 'purchase') return ` (${escape(reason)})`;
  return sourceType === 'unlock' ? `: ${escape(reason)}` : '';
}

/** The last movements, newest first, each with the reference that support can find again. */
export function historyView(lines: readonly HistoryLine[], to: Audience): View {
  const { texts, language, timeZone } = to;
  if (lines.length === 0) return { text: texts.historyEmpty() };
  const shown = lines.map((line) => {
    const sign = line.change > 0 ? '+' : line.change < 0 ? '−' : '';
    const name = texts.movement[nameOf(line)];
    const when = dateTime(line.at, language, timeZone);
    return `<b>${sign}${Math.abs(line.change)}</b> ${name}${detailOf(line)} → ${line.balance}\n${when} · <code>L-${line.id}</code>`;
  });
  return { text: [texts.historyTitle(), ...shown].join('\n\n') };
}
