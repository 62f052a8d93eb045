import type { StripeCore } from '../core/stripe-core.js';
import type { Charge, PaymentIntent, PaymentMethod } from '../core/stored-objects.js';
import { StripeFailure } from '../wire/stripe-failure.js';
import type { Balance } from './balance.js';
import { cardOf, isDelayed, type Decline } from './card-scenarios.js';
import { createCharge } from './charge-object.js';
import { processingFee } from './money.js';
import type { PaymentMethods } from './payment-methods.js';

export type ChargeOutcome =
  | { kind: 'succeeded' | 'processing'; charge: Charge }
  | { kind: 'declined'; charge: Charge; decline: Decline }
  | { kind: 'action' };

export interface ChargeContext {
  offSession: boolean;
  /** The payer has passed 3D Secure. */
  authenticated?: boolean;
  returnUrl?: string | null;
  /** The control API makes this attempt fail whatever the card is. */
  forced?: Decline;
}

/** One attempt to take the money of an intent, with the events of each ending. */
export class Charging {
  constructor(
    private readonly core: StripeCore,
    private readonly methods: PaymentMethods,
    private readonly balance: Balance,
  ) {}

  attempt(intent: PaymentIntent, method: PaymentMethod, context: ChargeContext): ChargeOutcome {
    const { scenario } = this.methods.behaviour(method.id);
    this.methods.checkUsable(method);
    intent.payment_method = method.id;
    intent.last_payment_error = null;
    intent.next_action = null;
    if (context.forced) return this.#decline(intent, method, context.forced);
    if (scenario === 'authentication_required' && context.authenticated !== true) {
      if (context.offSession) return this.#decline(intent, method, decline(scenario));
      return this.#askForAuthentication(intent, context.returnUrl ?? null);
    }
    if (isDelayed(scenario)) return this.#process(intent, method);
    const refusal = scenario === 'authentication_required' ? undefined : cardOf(scenario).decline;
    if (refusal) return this.#decline(intent, method, refusal);
    return { kind: 'succeeded', charge: this.succeed(intent, method) };
  }

  /** Ends a delayed payment. */
  settle(intent: PaymentIntent, ok: boolean): void {
    const charge = this.core.state.charges.need(intent.latest_charge);
    const method = this.core.state.paymentMethods.need(intent.payment_method);
    if (ok) {
      Object.assign(charge, {
        status: 'succeeded',
        paid: true,
        captured: true,
        amount_captured: charge.amount,
        receipt_url: `${this.core.pages.url}/receipts/${charge.id}`,
      });
      this.#book(intent, charge);
      return;
    }
    const refusal = cardOf('delayed_failure').decline ?? decline('delayed_failure');
    Object.assign(charge, {
      status: 'failed',
      failure_code: refusal.declineCode,
      failure_message: refusal.message,
    });
    this.#refuse(intent, method, charge, refusal);
  }

  /** The failure that the API answers after a declined attempt. */
  failure(intent: PaymentIntent, method: PaymentMethod, charge: Charge, refusal: Decline): StripeFailure {
    return new StripeFailure(402, {
      type: 'card_error',
      code: refusal.code,
      decline_code: refusal.declineCode,
      advice_code: refusal.adviceCode,
      message: refusal.message,
      charge: charge.id,
      payment_intent: structuredClone(intent),
      payment_method: structuredClone(method),
    });
  }

  succeed(intent: PaymentIntent, method: PaymentMethod): Charge {
    const charge = createCharge(this.core, intent, method, 'succeeded');
    intent.latest_charge = charge.id;
    this.#book(intent, charge);
    return charge;
  }

  #book(intent: PaymentIntent, charge: Charge): void {
    charge.balance_transaction = this.balance.move({
      type: 'charge',
      amount: charge.amount,
      fee: processingFee(charge.amount, charge.currency),
      currency: charge.currency,
      source: charge.id,
      category: 'charge',
      description: charge.description,
    }).id;
    this.core.events.emit('charge.succeeded', charge);
    Object.assign(intent, { status: 'succeeded', amount_received: charge.amount, processing: null });
    this.#keepCard(intent);
    this.core.events.emit('payment_intent.succeeded', intent);
  }

  /** Stripe: setup_future_usage attaches the card to the customer but does not make it the default. */
  #keepCard(intent: PaymentIntent): void {
    const customer = this.core.state.customers.get(intent.customer);
    const method = this.core.state.paymentMethods.get(intent.payment_method);
    if (!intent.setup_future_usage || !customer || !method) return;
    this.methods.attach(method, customer);
  }

  #process(intent: PaymentIntent, method: PaymentMethod): ChargeOutcome {
    const charge = createCharge(this.core, intent, method, 'pending');
    Object.assign(intent, { status: 'processing', latest_charge: charge.id });
    this.core.events.emit('charge.pending', charge);
    this.core.events.emit('payment_intent.processing', intent);
    return { kind: 'processing', charge };
  }

  #askForAuthentication(intent: PaymentIntent, returnUrl: string | null): ChargeOutcome {
    intent.status = 'requires_action';
    intent.next_action = {
      type: 'redirect_to_url',
      redirect_to_url: { return_url: returnUrl, url: `${this.core.pages.url}/3ds/${intent.id}` },
    };
    this.core.events.emit('payment_intent.requires_action', intent);
    return { kind: 'action' };
  }

  #decline(intent: PaymentIntent, method: PaymentMethod, refusal: Decline): ChargeOutcome {
    const charge = createCharge(this.core, intent, method, 'failed', refusal);
    return this.#refuse(intent, method, charge, refusal);
  }

  /** Stripe: a failed attempt leaves the intent open for another card. */
  #refuse(intent: PaymentIntent, method: PaymentMethod, charge: Charge, refusal: Decline): ChargeOutcome {
    Object.assign(intent, {
      status: 'requires_payment_method',
      latest_charge: charge.id,
      payment_method: null,
      processing: null,
      last_payment_error: {
        type: 'card_error',
        code: refusal.code,
        decline_code: refusal.declineCode,
        advice_code: refusal.adviceCode,
        message: refusal.message,
        charge: charge.id,
        payment_method: structuredClone(method),
      },
    });
    this.core.events.emit('charge.failed', charge);
    this.core.events.emit('payment_intent.payment_failed', intent);
    return { kind: 'declined', charge, decline: refusal };
  }
}

function decline(scenario: 'authentication_required' | 'delayed_failure'): Decline {
  const refusal = cardOf(scenario).decline;
  if (!refusal) throw new Error(`Emulator: ${scenario} has no decline.`);
  return refusal;
}
