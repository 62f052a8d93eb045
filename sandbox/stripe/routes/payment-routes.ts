import type { AccountRules } from '../billing/account-rules.js';
import { cardByNumber } from '../billing/card-scenarios.js';
import type { PaymentIntent, PaymentMethod, SetupIntent } from '../core/stored-objects.js';
import type { ApiRoute } from '../wire/api-route.js';
import { StripeFailure } from '../wire/stripe-failure.js';
import { Resource } from './resource.js';

/** `/v1/payment_intents` */
export function intentRoutes({ core, intents }: AccountRules): ApiRoute[] {
  const resource = new Resource<PaymentIntent>(core.state, {
    sdk: 'paymentIntents',
    path: '/v1/payment_intents',
    kind: 'payment_intent',
    items: core.state.paymentIntents,
    filters: ['customer'],
  });
  return [
    ...resource.readRoutes(),
    resource.post('create', '', ({ params }) => intents.create(params)),
    resource.act('update', '', (intent, params) => {
      intent.metadata = params.metadata(intent.metadata);
      if (params.has('description')) intent.description = params.text('description') ?? null;
      return intent;
    }),
    resource.act('confirm', '/confirm', (intent, params) => intents.confirm(intent, params)),
    resource.act('cancel', '/cancel', (intent, params) => intents.cancel(intent, params)),
  ];
}

/** `/v1/payment_methods` */
export function methodRoutes({ core, customers, methods }: AccountRules): ApiRoute[] {
  const resource = new Resource<PaymentMethod>(core.state, {
    sdk: 'paymentMethods',
    path: '/v1/payment_methods',
    kind: 'PaymentMethod',
    items: core.state.paymentMethods,
    filters: ['type'],
    // Stripe: without a customer the list holds nothing that belongs to one.
    narrow: (method, params) => method.customer !== null && method.customer === params.text('customer'),
  });
  return [
    ...resource.readRoutes(),
    resource.post('create', '', ({ params }) => {
      if (params.requireText('type') !== 'card') {
        throw StripeFailure.invalid('The emulator creates payment methods of type card only.', 'type');
      }
      const card = params.nested('card');
      const known = cardByNumber(card.text('number') ?? '4242424242424242');
      if (!known) throw StripeFailure.invalid('Use a test card number.', 'card[number]', 'incorrect_number');
      return methods.create(known.scenario);
    }),
    resource.act('update', '', (method, params) => {
      method.metadata = params.metadata(method.metadata ?? {});
      return method;
    }),
    resource.post('attach', '/{id}/attach', ({ ids: [id = ''], params }) => {
      const customer = customers.require(params.requireText('customer'), 'customer');
      const method = methods.resolve(id, 'id');
      methods.attach(method, customer);
      return method;
    }),
    resource.act('detach', '/detach', (method) => {
      methods.detach(method);
      return method;
    }),
  ];
}

/** `/v1/setup_intents` */
export function setupRoutes({ core, customers, methods, setups }: AccountRules): ApiRoute[] {
  const resource = new Resource<SetupIntent>(core.state, {
    sdk: 'setupIntents',
    path: '/v1/setup_intents',
    kind: 'setupintent',
    items: core.state.setupIntents,
    filters: ['customer', 'payment_method'],
  });
  const confirm = (intent: SetupIntent, methodId: string): SetupIntent => {
    const failure = setups.confirm(intent, methods.resolve(methodId, 'payment_method'));
    if (failure) throw failure;
    return intent;
  };
  return [
    ...resource.readRoutes(),
    resource.post('create', '', ({ params }) => {
      const customer = params.text('customer');
      if (customer !== undefined) customers.require(customer, 'customer');
      const usage = params.oneOf('usage', ['off_session', 'on_session']);
      const intent = setups.create(customer ?? null, params.metadata(), usage);
      return params.bool('confirm') === true ? confirm(intent, params.requireText('payment_method')) : intent;
    }),
    resource.act('confirm', '/confirm', (intent, params) =>
      confirm(intent, params.requireText('payment_method')),
    ),
    resource.act('cancel', '/cancel', (intent) => setups.cancel(intent)),
  ];
}
