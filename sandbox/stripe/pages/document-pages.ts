import type { AccountRules } from '../billing/account-rules.js';
import { formatMoney } from '../billing/money.js';
import { html, type HttpReply, type HttpRequest } from '../wire/http-exchange.js';
import { messagePage } from './page-shell.js';

/** `/receipts/<charge>` and `/i/<invoice>`: enough to follow the links of charges and invoices. */
export class DocumentPages {
  constructor(private readonly rules: AccountRules) {}

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
    const total = formatMoney(invoice.total, invoice.currency);
    return html(messagePage(`Invoice ${invoice.number ?? ''}`, `${total}, ${invoice.status ?? 'draft'}.`));
  }
}
