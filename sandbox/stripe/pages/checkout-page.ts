import { cardOf, SCENARIO_CARDS } from '../billing/card-scenarios.js';
import { formatMoney } from '../billing/money.js';
import type { CheckoutLine, CheckoutSession, PaymentMethod } from '../core/stored-objects.js';
import { escapeHtml as text, pageShell } from './page-shell.js';

export interface CheckoutView {
  session: CheckoutSession;
  lines: readonly CheckoutLine[];
  savedCards: readonly PaymentMethod[];
  promotionCode: string | null;
  trialEnd: number | null;
  error?: string | undefined;
}

/** The hosted payment page of an open session. */
export function checkoutPage(view: CheckoutView): string {
  const { session } = view;
  const action = `/c/pay/${session.id}`;
  const cancel = session.cancel_url
    ? `<a class="button plain" id="cancel" href="${text(session.cancel_url)}">Cancel</a>`
    : '';
  return pageShell(
    'Checkout',
    `<p class="muted">Sandbox shop</p><h1 id="amount">${session.mode === 'setup' ? 'Save a card' : money(session)}</h1>
${summary(view)}${promotion(view, action)}
<form class="card" method="post" action="${action}"><input type="hidden" name="action" value="pay">
${view.error ? `<p class="error" id="error" role="alert">${text(view.error)}</p>` : ''}
${savedCards(view.savedCards)}${cardFields(session)}
<button id="pay" type="submit">${session.mode === 'setup' ? 'Save card' : `Pay ${money(session)}`}</button></form>
${cancel}${SYNC}`,
  );
}

export function challengePage(session: CheckoutSession): string {
  const form = (action: string, label: string, style: string): string =>
    `<form method="post" action="/c/pay/${session.id}"><input type="hidden" name="action" value="${action}"><button id="${action}" class="${style}">${label}</button></form>`;
  return pageShell(
    'Authentication',
    `<h1>3D Secure</h1><p>Your bank asks you to confirm a payment of ${money(session)}.</p>
${form('authenticate', 'Complete authentication', '')}${form('refuse', 'Fail authentication', 'plain')}`,
  );
}

function money(session: CheckoutSession): string {
  return text(formatMoney(session.amount_total ?? 0, session.currency ?? 'usd'));
}

function summary({ session, lines, trialEnd }: CheckoutView): string {
  if (lines.length === 0) return '';
  const rows = lines.map((line) => {
    const every = line.price.recurring ? ` / ${line.price.recurring.interval}` : '';
    const count = line.quantity > 1 ? ` × ${line.quantity}` : '';
    const amount = formatMoney(line.amount_subtotal, line.currency) + every;
    return `<div class="row"><span>${text(line.description ?? '')}${count}</span><span>${text(amount)}</span></div>`;
  });
  const off = session.total_details?.amount_discount ?? 0;
  const discount =
    off > 0
      ? `<div class="row ok"><span>Discount</span><span>−${text(formatMoney(off, session.currency ?? 'usd'))}</span></div>`
      : '';
  const trial = trialEnd
    ? `<p class="muted">Free until ${new Date(trialEnd * 1000).toISOString().slice(0, 10)}.</p>`
    : '';
  return `<section class="card">${rows.join('')}${discount}<div class="row total"><span>Total due</span><span>${money(session)}</span></div>${trial}</section>`;
}

function promotion({ session, promotionCode }: CheckoutView, action: string): string {
  if (session.allow_promotion_codes !== true) return '';
  if (promotionCode) return `<p class="card ok">Code ${text(promotionCode)} applied.</p>`;
  return `<form class="card" method="post" action="${action}"><input type="hidden" name="action" value="promotion">
<label for="promotion_code">Promotion code</label><input id="promotion_code" name="promotion_code" autocomplete="off"><button class="plain small">Apply</button></form>`;
}

function savedCards(cards: readonly PaymentMethod[]): string {
  if (cards.length === 0) return '';
  const options = cards.map(
    (card) =>
      `<p><label><input type="radio" name="payment_method" value="${card.id}"> Saved card •••• ${card.card?.last4 ?? ''}</label></p>`,
  );
  return `${options.join('')}<p><label><input type="radio" name="payment_method" value="" checked> New card</label></p>`;
}

function cardFields(session: CheckoutSession): string {
  const options = SCENARIO_CARDS.map(
    ({ scenario, label, number }) =>
      `<option value="${scenario}" data-number="${number}">${text(label)}</option>`,
  );
  const email = session.customer_email ?? session.customer_details?.email ?? '';
  const save =
    session.saved_payment_method_options?.payment_method_save === 'enabled'
      ? '<p><label><input type="checkbox" name="save_card" value="1"> Save my card for later</label></p>'
      : '';
  return `<label for="email">E-mail</label><input id="email" name="email" type="email" value="${text(email)}" placeholder="you@example.com">
<label for="scenario">What should happen</label><select id="scenario" name="scenario">${options.join('')}</select>
<label for="number">Test card</label><input id="number" name="number" inputmode="numeric" value="${spaced(cardOf('succeeds').number)}">
<div class="pair"><div><label for="expiry">Expiry</label><input id="expiry" value="12 / 34"></div><div><label for="cvc">CVC</label><input id="cvc" value="123"></div></div>${save}`;
}

const spaced = (number: string): string => number.replace(/(\d{4})(?=\d)/g, '$1 ');

/** Keeps scenario and card number in step; the page also works without it. */
const SYNC = `<script>
const s=document.getElementById('scenario'),n=document.getElementById('number');
s.onchange=()=>{n.value=s.selectedOptions[0].dataset.number.replace(/(\\d{4})(?=\\d)/g,'$1 ')};
n.oninput=()=>{const o=[...s.options].find(o=>o.dataset.number===n.value.replace(/\\s/g,''));if(o)s.value=o.value};
</script>`;
