export const CHANNELS = [
  ['all', 'All'],
  ['calls', 'Bot API'],
  ['updates', 'Updates'],
  ['stripe', 'Stripe API'],
  ['webhooks', 'Webhooks'],
  ['people', 'Payers'],
  ['errors', 'Refused'],
];

const short = (text, length = 110) => (text.length > length ? `${text.slice(0, length)}…` : text);

/** What a message without words carries: `photo`, `forum_topic_created` and so on. */
function contentOf(payload = {}) {
  const frame =
    /^(message_id|from|chat|date|sender_chat|message_thread_id|is_topic_message|reply_to_message|has_)/;
  return Object.keys(payload).find((key) => !frame.test(key)) ?? '';
}

/** One row for an entry of the local Telegram's journal; undefined for what would only be noise. */
export function describeTelegram(entry) {
  const row = { seq: entry.seq, at: entry.at, entry };
  switch (entry.type) {
    case 'call': {
      const {
        chat_id: chat,
        text,
        message_thread_id: thread,
        message_id: message,
        from_chat_id: from,
      } = entry.params;
      const place = [
        chat && `chat ${chat}`,
        thread && `topic ${thread}`,
        from && `from ${from}`,
        message && `message ${message}`,
        text && `“${text}”`,
      ]
        .filter(Boolean)
        .join(' · ');
      const error = entry.error && `${entry.error.code} ${entry.error.description}`;
      const detail = short([error, entry.fault, ...entry.warnings, place].filter(Boolean).join(' · '));
      return {
        ...row,
        channel: 'calls',
        label: 'bot → TG',
        what: entry.method,
        detail,
        isBad: !entry.ok,
        isOdd: entry.warnings.length > 0,
      };
    }
    case 'update': {
      const { [entry.kind]: payload } = entry.update;
      const said = payload?.text ?? payload?.caption ?? payload?.data ?? `(${contentOf(payload)})`;
      const who = payload?.from?.first_name ?? '';
      return {
        ...row,
        channel: 'updates',
        label: 'TG → bot',
        what: entry.kind,
        detail: short(`${who} ${said}`.trim()),
      };
    }
    case 'ack': {
      if (entry.ok && entry.attempt === 1) return undefined;
      const result = entry.ok
        ? `taken at attempt ${entry.attempt}`
        : `attempt ${entry.attempt}: ${entry.status ?? ''} ${entry.error ?? ''}`;
      return {
        ...row,
        channel: 'updates',
        label: 'TG → bot',
        what: entry.kind,
        detail: short(result),
        isBad: !entry.ok,
      };
    }
    case 'drop':
      return {
        ...row,
        channel: 'updates',
        label: 'TG → bot',
        what: 'dropped',
        detail: entry.reason,
        isBad: true,
      };
    default:
      return undefined;
  }
}

/** One row for an entry of the local Stripe's journal. */
export function describeStripe(entry) {
  const row = { seq: entry.seq, at: entry.at, entry };
  switch (entry.kind) {
    case 'api': {
      const isBad = entry.status === null || entry.status >= 400;
      const detail = [
        entry.status ?? 'no answer',
        entry.error,
        entry.idempotencyKey && `key ${entry.idempotencyKey}`,
      ];
      return {
        ...row,
        channel: 'stripe',
        label: 'bot → Stripe',
        what: `${entry.method} ${entry.path}`,
        detail: short(detail.filter(Boolean).join(' · ')),
        isBad,
      };
    }
    case 'webhook': {
      const isBad = entry.outcome !== 'delivered';
      const detail = `${entry.outcome} · ${entry.status ?? entry.error ?? ''}${entry.attempt > 1 ? ` · attempt ${entry.attempt}` : ''}`;
      return {
        ...row,
        channel: 'webhooks',
        label: 'Stripe → bot',
        what: entry.eventType,
        detail: short(detail),
        isBad,
      };
    }
    default:
      return {
        ...row,
        channel: 'people',
        label: 'payer',
        what: entry.action,
        detail: short(JSON.stringify(entry.details)),
      };
  }
}
