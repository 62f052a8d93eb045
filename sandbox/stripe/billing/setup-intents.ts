import type { StripeCore } from '../core/stripe-core.js';
import type { Metadata, PaymentMethod, SetupIntent } from '../core/stored-objects.js';
import { StripeFailure } from '../wire/stripe-failure.js';
import { cardOf } from './card-scenarios.js';
import type { PaymentMethods } from './payment-methods.js';

/** SetupIntents: saving a card without a payment. */
export class SetupIntents {
  constructor(
    private readonly core: StripeCore,
    private readonly methods: PaymentMethods,
  ) {}

  create(customer: string | null, metadata: Metadata, usage = 'off_session'): SetupIntent {
    const id = this.core.ids.next('seti');
    const intent = this.core.state.setupIntents.add<SetupIntent>({
      id,
      object: 'setup_intent',
      allowed_payment_method_types: null,
      application: null,
      automatic_payment_methods: { allow_redirects: 'always', enabled: true },
      cancellation_reason: null,
      client_secret: `${id}_secret_${this.core.ids.letters(`secret:${id}`, 29)}`,
      created: this.core.clock.seconds(),
      customer,
      customer_account: null,
      description: null,
      excluded_payment_method_types: null,
      flow_directions: null,
      last_setup_error: null,
      latest_attempt: null,
      livemode: false,
      managed_payments: { enabled: false },
      mandate: null,
      metadata,
      next_action: null,
      on_behalf_of: null,
      payment_method: null,
      payment_method_configuration_details: null,
      payment_method_options: null,
      payment_method_types: ['card'],
      single_use_mandate: null,
      status: 'requires_payment_method',
      usage,
    });
    this.core.events.emit('setup_intent.created', intent);
    return intent;
  }

  /** Stripe: a refused card leaves the intent open. The failure is returned, so that a page can show it. */
  confirm(intent: SetupIntent, method: PaymentMethod): StripeFailure | undefined {
    if (intent.status === 'succeeded' || intent.status === 'canceled') {
      throw StripeFailure.invalid(
        `You cannot confirm this SetupIntent because it has a status of ${intent.status}.`,
        undefined,
        'setup_intent_unexpected_state',
      );
    }
    const { scenario } = this.methods.behaviour(method.id);
    const refusal = cardOf(scenario).decline;
    if (refusal && scenario !== 'authentication_required' && scenario !== 'delayed_failure') {
      const error = {
        type: 'card_error' as const,
        code: refusal.code,
        decline_code: refusal.declineCode,
        message: refusal.message,
      };
      Object.assign(intent, { last_setup_error: error, status: 'requires_payment_method' });
      this.core.events.emit('setup_intent.setup_failed', intent);
      return new StripeFailure(402, { ...error, setup_intent: structuredClone(intent) });
    }
    Object.assign(intent, { payment_method: method.id, status: 'succeeded', last_setup_error: null });
    const customer = this.core.state.customers.get(intent.customer);
    if (customer) this.methods.attach(method, customer);
    this.core.events.emit('setup_intent.succeeded', intent);
    return undefined;
  }

  cancel(intent: SetupIntent): SetupIntent {
    if (intent.status === 'succeeded' || intent.status === 'canceled') {
      throw StripeFailure.invalid(
        `You cannot cancel this SetupIntent because it has a status of ${intent.status}.`,
        undefined,
        'setup_intent_unexpected_state',
      );
    }
    intent.status = 'canceled';
    this.core.events.emit('setup_intent.canceled', intent);
    return intent;
  }
}
