import type { StripeCore } from '../core/stripe-core.js';
import type { Customer } from '../core/stored-objects.js';
import type { Params } from '../wire/params.js';
import { StripeFailure } from '../wire/stripe-failure.js';

/** Customers. Stripe: a deleted one leaves a stub that can be retrieved but not used. */
export class Customers {
  constructor(private readonly core: StripeCore) {}

  create(fields: Partial<Pick<Customer, 'email' | 'name' | 'metadata'>> = {}): Customer {
    const { core } = this;
    const id = core.ids.next('cus', 14);
    const customer = core.state.customers.add<Customer>({
      id,
      object: 'customer',
      address: null,
      balance: 0,
      created: core.clock.seconds(),
      currency: null,
      default_source: null,
      delinquent: false,
      description: null,
      email: fields.email ?? null,
      invoice_prefix: core.ids.letters(`prefix:${id}`, 8).toUpperCase(),
      invoice_settings: {
        custom_fields: null,
        default_payment_method: null,
        footer: null,
        rendering_options: null,
      },
      livemode: false,
      metadata: fields.metadata ?? {},
      name: fields.name ?? null,
      next_invoice_sequence: 1,
      phone: null,
      preferred_locales: [],
      shipping: null,
      tax_exempt: 'none',
      test_clock: null,
    });
    return customer;
  }

  /** For parameters that name a customer; a deleted one is as good as none. */
  require(id: string, param: string): Customer {
    const customer = this.core.state.customers.get(id);
    if (!customer) throw StripeFailure.noSuch('customer', id, param);
    return customer;
  }

  apply(customer: Customer, params: Params): void {
    for (const field of ['email', 'name', 'description', 'phone'] as const) {
      if (params.clears(field)) customer[field] = null;
      else customer[field] = params.text(field) ?? customer[field] ?? null;
    }
    if (params.clears('address')) customer.address = null;
    if (params.clears('shipping')) customer.shipping = null;
    customer.metadata = params.metadata(customer.metadata);
    const locales = params.texts('preferred_locales');
    if (locales.length > 0) customer.preferred_locales = locales;
    const settings = params.object('invoice_settings');
    const method = settings?.text('default_payment_method');
    if (method !== undefined) {
      const known = this.core.state.paymentMethods.get(method);
      if (known?.customer !== customer.id) {
        throw StripeFailure.noSuch('payment method', method, 'invoice_settings[default_payment_method]');
      }
      customer.invoice_settings.default_payment_method = method;
    }
    if (settings?.clears('default_payment_method')) customer.invoice_settings.default_payment_method = null;
  }

  remove(customer: Customer): void {
    this.core.state.customers.remove(customer.id);
    this.core.state.deleted.add({ id: customer.id, object: 'customer', deleted: true });
    this.core.events.emit('customer.deleted', customer);
  }
}
