import type { StripeCore } from '../core/stripe-core.js';
import type { PaymentIntent, PaymentMethod } from '../core/stored-objects.js';
import type { Params } from '../wire/params.js';
import { StripeFailure } from '../wire/stripe-failure.js';
import type { Charging } from './charging.js';
import type { Customers } from './customers.js';
import { createIntent } from './intent-object.js';
import { checkChargeable, readCurrency } from './money.js';
import type { PaymentMethods } from './payment-methods.js';

const FUTURE_USAGE = ['off_session', 'on_session'] as const;
const CONFIRMABLE = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

/** PaymentIntents of the API itself: auto-recharge and the like. */
export class PaymentIntents {
  constructor(
    private readonly core: StripeCore,
    private readonly customers: Customers,
    private readonly methods: PaymentMethods,
    private readonly charging: Charging,
  ) {}

  create(params: Params): PaymentIntent {
    const amount = params.requireInt('amount');
    const currency = readCurrency(params.requireText('currency'), 'currency');
    checkChargeable(amount, currency, 'amount');
    const customerId = params.text('customer');
    const customer = customerId === undefined ? null : this.customers.require(customerId, 'customer').id;
    const method = this.#method(params, customer);
    const confirm = params.bool('confirm') ?? false;
    const metadata = params.metadata();
    if (params.bool('off_session') === true && !confirm) {
      throw StripeFailure.invalid('`off_session` can only be used when `confirm` is `true`.', 'off_session');
    }
    if (params.oneOf('capture_method', ['automatic', 'automatic_async', 'manual']) === 'manual') {
      throw StripeFailure.invalid('The emulator does not model manual capture.', 'capture_method');
    }
    checkCredentialUsage(params);
    if (confirm && !method) throw missingMethod();
    const intent = createIntent(this.core, {
      amount,
      currency,
      customer,
      description: params.text('description') ?? null,
      metadata,
      receiptEmail: params.text('receipt_email') ?? null,
      setupFutureUsage: params.oneOf('setup_future_usage', FUTURE_USAGE) ?? null,
    });
    if (method) Object.assign(intent, { payment_method: method.id, status: 'requires_confirmation' });
    if (confirm && method) this.#attempt(intent, method, params);
    return intent;
  }

  confirm(intent: PaymentIntent, params: Params): PaymentIntent {
    if (!CONFIRMABLE.includes(intent.status)) throw unexpectedState(intent, 'confirm');
    const method =
      this.#method(params, intent.customer) ?? this.core.state.paymentMethods.get(intent.payment_method);
    if (!method) throw missingMethod();
    this.#attempt(intent, method, params);
    return intent;
  }

  cancel(intent: PaymentIntent, params: Params): PaymentIntent {
    // Stripe: the intent of a Checkout Session ends with its session.
    const session = this.core.state.sessions.all().find((one) => one.payment_intent === intent.id);
    if (session?.status === 'open') {
      throw StripeFailure.invalid(
        'You cannot cancel a PaymentIntent created by a Checkout Session. Expire the session instead.',
        undefined,
        'payment_intent_unexpected_state',
      );
    }
    if (intent.status === 'succeeded' || intent.status === 'canceled' || intent.status === 'processing') {
      throw unexpectedState(intent, 'cancel');
    }
    const reasons = ['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer'] as const;
    this.end(intent, params.oneOf('cancellation_reason', reasons) ?? null);
    return intent;
  }

  end(intent: PaymentIntent, reason: PaymentIntent['cancellation_reason']): void {
    Object.assign(intent, {
      status: 'canceled',
      canceled_at: this.core.clock.seconds(),
      cancellation_reason: reason,
      next_action: null,
    });
    this.core.events.emit('payment_intent.canceled', intent);
  }

  #method(params: Params, customer: string | null): PaymentMethod | undefined {
    const id = params.text('payment_method');
    if (id === undefined) return undefined;
    const method = this.methods.resolve(id, 'payment_method');
    this.methods.checkUsable(method);
    if (method.customer !== null && method.customer !== customer) {
      throw StripeFailure.invalid(
        customer === null
          ? `The PaymentMethod ${id} belongs to a Customer. Please include the Customer in the \`customer\` parameter on the PaymentIntent.`
          : `The provided PaymentMethod cannot be attached. It belongs to another Customer.`,
        'payment_method',
      );
    }
    return method;
  }

  #attempt(intent: PaymentIntent, method: PaymentMethod, params: Params): void {
    const outcome = this.charging.attempt(intent, method, {
      offSession: params.has('off_session') && params.text('off_session') !== 'false',
      returnUrl: params.text('return_url') ?? null,
    });
    if (outcome.kind === 'declined') {
      throw this.charging.failure(intent, method, outcome.charge, outcome.decline);
    }
  }
}

/** Stripe: the card-on-file mark and setup_future_usage exclude each other. */
function checkCredentialUsage(params: Params): void {
  const card = params.nested('payment_method_options').nested('card');
  const usage = card.oneOf('stored_credential_usage', ['recurring', 'installment', 'unscheduled']);
  if (usage !== undefined && params.has('setup_future_usage')) {
    throw StripeFailure.invalid(
      'You cannot provide `stored_credential_usage` together with `setup_future_usage`.',
      'payment_method_options[card][stored_credential_usage]',
    );
  }
}

function missingMethod(): StripeFailure {
  return StripeFailure.invalid(
    'You cannot confirm this PaymentIntent because it’s missing a payment method. Update the PaymentIntent with a payment method and then confirm it again.',
    undefined,
    'payment_intent_unexpected_state',
  );
}

function unexpectedState(intent: PaymentIntent, verb: string): StripeFailure {
  return new StripeFailure(400, {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message: `You cannot ${verb} this PaymentIntent because it has a status of ${intent.status}.`,
    payment_intent: structuredClone(intent),
  });
}
