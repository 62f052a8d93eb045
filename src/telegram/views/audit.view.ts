import type { AuditPage, LoggedAction } from '../../users/audit/audit.query.js';
import { dateTime } from './format.js';
import { oneLine, shownName } from './plain-text.js';
import { type Button, escape, type View } from './view.js';

/** What is looked at: 0 stands for everybody. */
export interface AuditScope {
  readonly userId: number;
  readonly actorTelegramId: number;
}

/** Callback data: entries before that one (0: the newest), of one customer, by one of the team. */
export const auditCallback = (before: number, { userId, actorTelegramId }: AuditScope): string =>
  `audit:${before}:${userId}:${actorTelegramId}`;

/** Bot API: a text has at most 4096 characters; ten entries of this size always fit. */
const longestName = 40;
const longestValue = 100;

const names: Readonly<Record<string, string>> = {
  gift: 'gift',
  approve: 'first contact approved',
  drop_held: 'held messages not passed on',
  ban: 'ban',
  ban_reason: 'reason of a ban',
  unban: 'ban lifted',
  refund: 'refund',
  refund_result: 'refund carried out',
  cancel_plan: 'plan cancelled',
  write_off: 'debt written off',
  setting: 'setting',
  assign: 'assigned',
  role: 'role',
  allow_purchases: 'purchases allowed',
  release_payment: 'payment released',
};

export const auditTexts = {
  usage: 'Write /audit, /audit @name or an id for one customer, or /audit by @name for one of the team.',
  none: 'Nothing is on record here yet.',
};

/** Whatever an action noted, as `name value` in words. */
function valueOf(noted: unknown): string {
  if (noted === null) return '';
  if (typeof noted !== 'object') return JSON.stringify(noted);
  const parts = Object.entries(noted).map(([key, value]) => {
    const said = value === null ? '–' : typeof value === 'object' ? JSON.stringify(value) : String(value);
    return `${key.replaceAll('_', ' ')} ${said}`;
  });
  return parts.join(', ');
}

function lineOf(action: LoggedAction, timeZone: string): string {
  const { at, actor, customer, reason, before, after } = action;
  const what = names[action.action] ?? action.action.replaceAll(/[._]/g, ' ');
  const whom = customer === null ? '' : ` · ${escape(shownName(customer.name) || 'Customer')}`;
  const [from, to] = [before, after].map((noted) => escape(oneLine(valueOf(noted), longestValue)));
  const change = [from, to].filter((side) => side !== '').join(' → ');
  const why = reason === null ? '' : ` · “${escape(oneLine(reason, longestValue))}”`;
  const who = escape(oneLine(actor, longestName));
  return `• ${dateTime(at, 'en', timeZone)} · <b>${who}</b> · ${what}${whom}${change === '' ? '' : `: ${change}`}${why}`;
}

export function auditView(page: AuditPage, scope: AuditScope, of: string | null, timeZone: string): View {
  const head = of === null ? '📒 <b>What the team did</b>' : `📒 <b>What the team did</b>: ${escape(of)}`;
  const newest: Button = { text: '« Newest', callback_data: auditCallback(0, scope) };
  const last = page.actions.at(-1);
  if (last === undefined) return { text: `${head}\n\n${auditTexts.none}`, keyboard: [[newest]] };
  const older: Button[] = page.hasMore
    ? [{ text: 'Older »', callback_data: auditCallback(last.id, scope) }]
    : [];
  const lines = page.actions.map((action) => lineOf(action, timeZone));
  return { text: [head, '', ...lines].join('\n'), keyboard: [[newest, ...older]] };
}
