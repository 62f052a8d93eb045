import type { StripeCore } from '../core/stripe-core.js';
import type { Customer, Invoice, InvoicePayment, PaymentIntent } from '../core/stored-objects.js';
import { StripeFailure } from '../wire/stripe-failure.js';
import { createInvoice, type InvoiceDraft } from './invoice-object.js';

/** The life of an invoice: draft, open, paid, void. */
export class Invoices {
  constructor(private readonly core: StripeCore) {}

  draft(draft: InvoiceDraft): Invoice {
    const invoice = createInvoice(this.core, draft);
    this.core.events.emit('invoice.created', invoice);
    return invoice;
  }

  finalize(invoice: Invoice): void {
    const now = this.core.clock.seconds();
    const customer = this.core.state.customers.get(invoice.customer);
    const sequence = customer?.next_invoice_sequence ?? 1;
    if (customer) customer.next_invoice_sequence = sequence + 1;
    const prefix = customer?.invoice_prefix ?? 'GUEST';
    if (customer) this.#useBalance(invoice, customer);
    Object.assign(invoice, {
      status: 'open',
      number: `${prefix}-${String(sequence).padStart(4, '0')}`,
      effective_at: now,
      ending_balance: customer?.balance ?? 0,
      hosted_invoice_url: `${this.core.pages.url}/i/${invoice.id}`,
      invoice_pdf: `${this.core.pages.url}/i/${invoice.id}/pdf`,
    });
    invoice.status_transitions.finalized_at = now;
    this.core.events.emit('invoice.finalized', invoice);
  }

  /** Stripe: what an invoice owes the customer is kept (a negative balance) and pays for later invoices first. */
  #useBalance(invoice: Invoice, customer: Customer): void {
    const { balance } = customer;
    const used = invoice.total < 0 ? invoice.total : Math.min(invoice.total, Math.max(0, -balance));
    invoice.starting_balance = balance;
    customer.balance = balance + used;
    invoice.amount_due = Math.max(0, invoice.total - used);
    invoice.amount_remaining = invoice.amount_due;
  }

  /** Without an intent: nothing was due. */
  markPaid(invoice: Invoice, intent: PaymentIntent | null): void {
    const now = this.core.clock.seconds();
    if (intent) {
      const payment = this.paymentOf(invoice, intent);
      Object.assign(payment, { status: 'paid', amount_paid: intent.amount });
      payment.status_transitions.paid_at = now;
      invoice.attempt_count += 1;
    }
    Object.assign(invoice, {
      status: 'paid',
      attempted: true,
      auto_advance: false,
      amount_paid: invoice.amount_due,
      amount_remaining: 0,
      next_payment_attempt: null,
    });
    invoice.status_transitions.paid_at = now;
    this.core.events.emit('invoice.paid', invoice);
    this.core.events.emit('invoice.payment_succeeded', invoice);
    if (intent) this.core.events.emit('invoice_payment.paid', this.paymentOf(invoice, intent));
  }

  markFailed(invoice: Invoice, nextAttempt: number | null, needsAction: boolean): void {
    Object.assign(invoice, {
      attempted: true,
      attempt_count: invoice.attempt_count + 1,
      next_payment_attempt: nextAttempt,
    });
    if (needsAction) this.core.events.emit('invoice.payment_action_required', invoice);
    this.core.events.emit('invoice.payment_failed', invoice);
  }

  void(invoice: Invoice): Invoice {
    if (invoice.status !== 'open') {
      throw StripeFailure.invalid('You can only pass in open invoices. This invoice isn’t open.', 'invoice');
    }
    invoice.status = 'void';
    invoice.auto_advance = false;
    invoice.next_payment_attempt = null;
    invoice.status_transitions.voided_at = this.core.clock.seconds();
    this.core.events.emit('invoice.voided', invoice);
    return invoice;
  }

  payments(invoiceId: string): InvoicePayment[] {
    return this.core.state.invoicePayments.where((payment) => payment.invoice === invoiceId);
  }

  intentOf(invoice: Invoice): PaymentIntent | undefined {
    const [payment] = this.payments(invoice.id);
    return this.core.state.paymentIntents.get(payment?.payment.payment_intent);
  }

  ofIntent(intent: PaymentIntent): Invoice | undefined {
    const payment = this.core.state.invoicePayments
      .all()
      .find((one) => one.payment.payment_intent === intent.id);
    return this.core.state.invoices.get(payment?.invoice);
  }

  paymentOf(invoice: Invoice, intent: PaymentIntent): InvoicePayment {
    const known = this.payments(invoice.id).find((one) => one.payment.payment_intent === intent.id);
    if (known) return known;
    return this.core.state.invoicePayments.add<InvoicePayment>({
      id: this.core.ids.next('inpay'),
      object: 'invoice_payment',
      amount_paid: null,
      amount_requested: intent.amount,
      created: this.core.clock.seconds(),
      currency: intent.currency,
      invoice: invoice.id,
      is_default: true,
      livemode: false,
      payment: { type: 'payment_intent', payment_intent: intent.id },
      status: 'open',
      status_transitions: { canceled_at: null, paid_at: null },
    });
  }
}
