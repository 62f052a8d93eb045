import { formatMoney } from '../billing/money.js';
import type {
  Customer,
  Invoice,
  PaymentMethod,
  PortalConfiguration,
  PortalSession,
  Price,
  Subscription,
} from '../core/stored-objects.js';
import { escapeHtml as text, pageShell } from './page-shell.js';

export interface PortalView {
  session: PortalSession;
  features: PortalConfiguration['features'];
  customer: Customer;
  subscriptions: readonly {
    subscription: Subscription;
    names: string;
    choices: readonly { price: Price; name: string }[];
  }[];
  cards: readonly PaymentMethod[];
  invoices: readonly Invoice[];
  notice?: string | undefined;
}

/** The customer portal: subscriptions, saved cards, invoices, the way back. */
export function portalPage(view: PortalView): string {
  const { session, features, customer, notice } = view;
  return pageShell(
    'Billing',
    `<h1>Billing</h1><p class="muted">${text(customer.email ?? customer.name ?? customer.id)}</p>
${notice ? `<p class="error" role="alert">${text(notice)}</p>` : ''}
${section(
  'Subscriptions',
  view.subscriptions.map((one) => subscriptionCard(view, one)),
)}
${
  features.payment_method_update.enabled
    ? section(
        'Payment methods',
        view.cards.map((card) => cardRow(view, card)),
      ) + addCard(view)
    : ''
}
${features.invoice_history.enabled ? section('Invoices', view.invoices.map(invoiceRow)) : ''}
<a class="button plain" id="return" href="${text(session.return_url ?? '/')}">Return to the shop</a>`,
  );
}

function section(title: string, rows: readonly string[]): string {
  const body = rows.length > 0 ? rows.join('') : '<p class="muted">Nothing here yet.</p>';
  return `<section class="card"><h2>${title}</h2>${body}</section>`;
}

function subscriptionCard(
  view: PortalView,
  { subscription, names, choices }: PortalView['subscriptions'][number],
): string {
  const { features } = view;
  const end = date(Math.min(...subscription.items.data.map((item) => item.current_period_end)));
  const when = subscription.cancel_at_period_end
    ? `Ends on ${end}`
    : subscription.status === 'canceled'
      ? 'Ended'
      : `Renews on ${end}`;
  const amount = subscription.items.data.reduce(
    (sum, item) => sum + (item.price.unit_amount ?? 0) * item.quantity,
    0,
  );
  const alive = subscription.status !== 'canceled';
  const label = features.subscription_cancel.mode === 'immediately' ? 'Cancel now' : 'Cancel at period end';
  const canCancel = alive && features.subscription_cancel.enabled;
  const buttons = canCancel
    ? subscription.cancel_at_period_end
      ? button(view, 'resume', subscription.id, 'Keep subscription')
      : button(view, 'cancel', subscription.id, label)
    : '';
  const switches = choices
    .map(({ price, name }) =>
      button(
        view,
        'switch',
        `${subscription.id}:${price.id}`,
        `Change to ${name}, ${formatMoney(price.unit_amount ?? 0, price.currency)}`,
      ),
    )
    .join('');
  return `<div><div class="row"><strong>${text(names)}</strong><span>${text(formatMoney(amount, subscription.currency))}</span></div>
<p class="muted">${text(subscription.status)} · ${when}</p>${buttons}${alive ? switches : ''}</div>`;
}

function cardRow(view: PortalView, card: PaymentMethod): string {
  const isDefault = view.customer.invoice_settings.default_payment_method === card.id;
  const make = isDefault
    ? ' <span class="ok">default</span>'
    : button(view, 'default', card.id, 'Make default');
  return `<div class="row"><span>${text(card.card?.brand ?? card.type)} •••• ${card.card?.last4 ?? card.us_bank_account?.last4 ?? ''}${isDefault ? make : ''}</span>
<span>${isDefault ? '' : make}${button(view, 'detach', card.id, 'Remove')}</span></div>`;
}

function addCard(view: PortalView): string {
  return button(view, 'add', 'succeeds', 'Add test card 4242');
}

function invoiceRow(invoice: Invoice): string {
  const link = invoice.hosted_invoice_url
    ? `<a href="${text(invoice.hosted_invoice_url)}">${text(invoice.number ?? invoice.id)}</a>`
    : text(invoice.id);
  return `<div class="row"><span>${date(invoice.created)} ${link}</span><span>${text(formatMoney(invoice.total, invoice.currency))} · ${text(invoice.status ?? '')}</span></div>`;
}

function button(view: PortalView, action: string, target: string, label: string): string {
  return `<form method="post" action="/p/session/${view.session.id}"><input type="hidden" name="action" value="${action}"><input type="hidden" name="target" value="${target}"><button class="plain small" data-action="${action}">${text(label)}</button></form>`;
}

const date = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);
