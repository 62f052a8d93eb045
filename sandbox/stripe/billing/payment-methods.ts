import type { StripeCore } from '../core/stripe-core.js';
import type { Customer, PaymentMethod } from '../core/stored-objects.js';
import { StripeFailure } from '../wire/stripe-failure.js';
import { cardByToken, cardOf, isDelayed, type CardScenario } from './card-scenarios.js';

/** Cards and bank accounts. Stripe: a token such as pm_card_visa makes a new payment method at each use. */
export class PaymentMethods {
  constructor(private readonly core: StripeCore) {}

  create(
    scenario: CardScenario,
    billing: { email?: string | null; name?: string | null } = {},
  ): PaymentMethod {
    const { core } = this;
    const card = cardOf(scenario);
    const id = core.ids.next('pm');
    core.state.cards.add({ id, scenario, detached: false });
    return core.state.paymentMethods.add<PaymentMethod>({
      id,
      object: 'payment_method',
      allow_redisplay: 'unspecified',
      billing_details: {
        address: { city: null, country: null, line1: null, line2: null, postal_code: null, state: null },
        email: billing.email ?? null,
        name: billing.name ?? null,
        phone: null,
        tax_id: null,
      },
      ...(isDelayed(scenario)
        ? { type: 'us_bank_account', us_bank_account: this.#bankFields(card.number) }
        : { type: 'card', card: this.#cardFields(card.number) }),
      created: core.clock.seconds(),
      customer: null,
      customer_account: null,
      livemode: false,
      metadata: {},
    });
  }

  /** Accepts an id or one of Stripe's ready-made test tokens. */
  resolve(idOrToken: string, param: string): PaymentMethod {
    const known = this.core.state.paymentMethods.get(idOrToken);
    if (known) return known;
    const token = cardByToken(idOrToken);
    if (!token) throw StripeFailure.noSuch('PaymentMethod', idOrToken, param);
    return this.create(token.scenario);
  }

  behaviour(id: string): { scenario: CardScenario; detached: boolean } {
    return this.core.state.cards.need(id);
  }

  attach(method: PaymentMethod, customer: Customer): void {
    if (method.customer === customer.id) return;
    if (method.customer !== null) {
      throw StripeFailure.invalid(
        'The payment method you provided has already been attached to a customer.',
        'payment_method',
        'payment_method_already_attached',
      );
    }
    this.checkUsable(method);
    method.customer = customer.id;
    this.core.events.emit('payment_method.attached', method);
  }

  detach(method: PaymentMethod): void {
    const customer = this.core.state.customers.get(method.customer);
    if (method.customer === null) {
      throw StripeFailure.invalid(
        'The payment method you provided is not attached to a customer so detachment is impossible.',
        'payment_method',
      );
    }
    if (customer?.invoice_settings.default_payment_method === method.id) {
      customer.invoice_settings.default_payment_method = null;
    }
    this.core.state.cards.need(method.id).detached = true;
    this.core.events.emitChange('payment_method.detached', method, (changed) => {
      changed.customer = null;
    });
  }

  /** Stripe: once detached it is gone for good. */
  checkUsable(method: PaymentMethod): void {
    if (!this.core.state.cards.need(method.id).detached) return;
    throw StripeFailure.invalid(
      'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.',
      'payment_method',
    );
  }

  #cardFields(number: string): NonNullable<PaymentMethod['card']> {
    return {
      brand: 'visa',
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      display_brand: 'visa',
      exp_month: 12,
      exp_year: 2034,
      fingerprint: this.core.ids.letters(`card:${number}`, 16),
      funding: 'credit',
      generated_from: null,
      last4: number.slice(-4),
      networks: { available: ['visa'], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    };
  }

  #bankFields(number: string): NonNullable<PaymentMethod['us_bank_account']> {
    return {
      account_holder_type: 'individual',
      account_type: 'checking',
      bank_name: 'STRIPE TEST BANK',
      financial_connections_account: null,
      fingerprint: this.core.ids.letters(`bank:${number}`, 16),
      last4: number.slice(-4),
      networks: { preferred: 'ach', supported: ['ach'] },
      routing_number: '110000000',
      status_details: {},
    };
  }
}
