import type { AccountRules } from '../billing/account-rules.js';
import type { Invoice, InvoicePayment, Subscription } from '../core/stored-objects.js';
import type { ApiRoute } from '../wire/api-route.js';
import { page } from '../wire/pagination.js';
import { StripeFailure } from '../wire/stripe-failure.js';
import { Resource } from './resource.js';

/** `/v1/subscriptions` */
export function subscriptionRoutes({ core, subscriptions, changes, starts }: AccountRules): ApiRoute[] {
  const resource = new Resource<Subscription>(core.state, {
    sdk: 'subscriptions',
    path: '/v1/subscriptions',
    kind: 'subscription',
    items: core.state.subscriptions,
    filters: ['customer'],
    narrow: (one, params) => {
      const status = params.text('status');
      const price = params.text('price');
      // Stripe: canceled ones are listed only on request.
      const statusFits =
        status === undefined ? one.status !== 'canceled' : status === 'all' || matchesStatus(one, status);
      return statusFits && (price === undefined || one.items.data.some((item) => item.price.id === price));
    },
  });
  return [
    ...resource.readRoutes(),
    resource.post('create', '', ({ params }) => starts.create(params)),
    resource.act('update', '', (one, params) => changes.apply(one, params)),
    resource.act('pause', '/pause', (one) => subscriptions.pause(one)),
    resource.act('resume', '/resume', (one) => subscriptions.resume(one)),
    resource.del('cancel', (one) => subscriptions.end(one, 'cancellation_requested')),
  ];
}

/** `/v1/invoices` and `/v1/invoice_payments` */
export function invoiceRoutes({ core, invoices, subscriptions }: AccountRules): ApiRoute[] {
  const resource = new Resource<Invoice>(core.state, {
    sdk: 'invoices',
    path: '/v1/invoices',
    kind: 'invoice',
    items: core.state.invoices,
    filters: ['customer', 'status', 'collection_method'],
    narrow: (invoice, params) => {
      const wanted = params.text('subscription');
      return wanted === undefined || subscriptionOf(invoice) === wanted;
    },
  });
  const payments = new Resource<InvoicePayment>(core.state, {
    sdk: 'invoicePayments',
    path: '/v1/invoice_payments',
    kind: 'invoice_payment',
    items: core.state.invoicePayments,
    filters: ['invoice', 'status'],
    narrow: (payment, params) => {
      const intent = params.nested('payment').text('payment_intent');
      return intent === undefined || payment.payment.payment_intent === intent;
    },
  });
  return [
    ...resource.readRoutes(),
    resource.act('pay', '/pay', (invoice) => {
      const subscription = core.state.subscriptions.get(subscriptionOf(invoice));
      if (invoice.status !== 'open' || !subscription) {
        throw StripeFailure.invalid(
          'Invoice is already paid or can not be paid.',
          undefined,
          'invoice_not_open',
        );
      }
      subscriptions.attempt(subscription, invoice);
      const error = invoices.intentOf(invoice)?.last_payment_error;
      if (error) {
        throw new StripeFailure(402, {
          type: 'card_error',
          code: error.code ?? 'card_declined',
          message: error.message ?? 'Your card was declined.',
          ...(error.decline_code === undefined ? {} : { decline_code: error.decline_code }),
        });
      }
      return invoice;
    }),
    resource.act('voidInvoice', '/void', (invoice) => invoices.void(invoice)),
    {
      method: 'GET',
      path: '/v1/invoices/{id}/lines',
      operation: 'invoices.listLineItems',
      handle: ({ ids: [id], params }) => {
        const invoice = resource.need(id);
        return page(invoice.lines.data, params, `/v1/invoices/${invoice.id}/lines`);
      },
    },
    ...payments.readRoutes(),
  ];
}

function subscriptionOf(invoice: Invoice): string | null {
  const named = invoice.parent?.subscription_details?.subscription;
  return typeof named === 'string' ? named : null;
}

function matchesStatus(subscription: Subscription, status: string): boolean {
  if (status === 'ended') return ['canceled', 'incomplete_expired'].includes(subscription.status);
  return subscription.status === status;
}
