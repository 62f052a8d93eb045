import type { AccountRules } from '../billing/account-rules.js';
import { formatMoney } from '../billing/money.js';
import type { Operations } from '../control/operations.js';
import type { Invoice } from '../core/stored-objects.js';
import { html, redirect, type HttpReply, type HttpRequest } from '../wire/http-exchange.js';
import { escapeHtml, messagePage, pageShell } from './page-shell.js';

/** `/receipts/<charge>` and `/i/<invoice>`: enough to follow the links of charges and invoices, and to pay by hand. */
export class DocumentPages {
  constructor(
    private readonly rules: AccountRules,
    private readonly operations: Operations,
  ) {}

  handle(request: HttpRequest): HttpReply {
    const [, kind, id] = request.path.split('/');
    const { state } = this.rules.core;
    const charge = kind === 'receipts' ? state.charges.get(id) : undefined;
    if (charge) {
      return html(
        messagePage('Receipt', `${formatMoney(charge.amount, charge.currency)}, ${charge.status}.`),
      );
    }
    const invoice = kind === 'i' ? state.invoices.get(id) : undefined;
    if (!invoice) return html(messagePage('Not found', 'There is no such page.'), 404);
    if (request.method === 'POST' && invoice.status === 'open') {
      this.operations.run('page.invoice', [invoice.id], () => {
        this.rules.subscriptions.payByHand(invoice, this.rules.methods.create('succeeds', {}));
      });
      return redirect(`/i/${invoice.id}`);
    }
    return html(invoicePage(invoice));
  }
}

function invoicePage(invoice: Invoice): string {
  const title = `Invoice ${invoice.number ?? ''}`;
  const text = `${formatMoney(invoice.total, invoice.currency)}, ${invoice.status ?? 'draft'}.`;
  if (invoice.status !== 'open') return messagePage(title, text);
  const form = `<form method="post" action="/i/${invoice.id}"><button id="pay">Pay with test card 4242</button></form>`;
  return pageShell(title, `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>${form}`);
}
