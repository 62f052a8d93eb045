import type { CardScenario } from '../../sandbox/stripe/billing/card-scenarios.js';
import type { StripeControl } from '../../sandbox/stripe/control/stripe-control.js';
import { sessionOf } from './customer.js';
import type { PlanShop } from './plan-shop.js';
import { RechargingCustomer } from './recharging-customer.js';

/** Prepares what the bot knows of, and returns what happens at Stripe while it hears of nothing. */
export type EventStory = (shop: PlanShop, name: string) => Promise<() => Promise<void>>;

/** Somebody has a page with 25 credits for $10.00 on top of the 10 of the welcome. */
function page(happens: (stripe: StripeControl, session: string) => void): EventStory {
  return async ({ product }, name) => {
    const customer = product.customer(name);
    customer.start();
    customer.says('/buy25');
    const session = sessionOf(customer.pageOf(await customer.sees('25 credits for'), 'Pay'));
    return () => {
      happens(product.stripe.control, session);
      return Promise.resolve();
    };
  };
}

function paid(happens: (stripe: StripeControl, charge: string) => void): EventStory {
  return page((stripe, session) => {
    stripe.payCheckout(session);
    happens(stripe, stripe.charges().at(-1)?.id ?? '');
  });
}

/** Somebody has a page with the monthly plan and pays. */
function plan(happens: (shop: PlanShop, subscription: string) => Promise<void> | void): EventStory {
  return async (shop, name) => {
    const customer = await shop.arrives(name);
    const session = sessionOf(
      customer.pageOf(await shop.answer(customer, '/buy', 'What would you like?'), 'Monthly plan'),
    );
    return async () => {
      shop.product.stripe.control.payCheckout(session);
      await happens(shop, shop.newest().id);
    };
  };
}

/** Somebody's saved card is charged for $5.00, because only five credits are left. */
function recharge(
  scenario: CardScenario,
  status: string,
  happens: (stripe: StripeControl, intent: string, customer: RechargingCustomer) => Promise<void> | void,
): EventStory {
  return async ({ product }, name) => {
    const customer = await RechargingCustomer.arrive(product, name);
    customer.behaves(scenario);
    return async () => {
      await customer.spends(15);
      await customer.becomes(status, ([attempt]) => attempt?.status === status);
      const intent = customer.charges().at(-1)?.payment_intent;
      await happens(product.stripe.control, String(intent), customer);
    };
  };
}

/** One story per flow of money, and the credits in the end where they are others than at the beginning. */
export const eventStories: readonly (readonly [name: string, story: EventStory, credits: number | null])[] = [
  ['a purchase', paid(() => undefined), 35],
  [
    'a page that a card was declined at twice, and that is paid then',
    page((stripe, session) => {
      stripe.failCheckout(session);
      stripe.failCheckout(session, 'insufficient_funds');
      stripe.payCheckout(session);
    }),
    35,
  ],
  [
    'a page that a card was declined at twice, and that expires',
    page((stripe, session) => {
      stripe.failCheckout(session);
      stripe.failCheckout(session, 'insufficient_funds');
      stripe.expireCheckout(session);
    }),
    null,
  ],
  [
    'a bank that pays later',
    page((stripe, session) => {
      stripe.payCheckout(session, { scenario: 'delayed_success' });
      stripe.completeAsync(session, true);
    }),
    35,
  ],
  [
    'a bank that does not pay in the end',
    page((stripe, session) => {
      stripe.payCheckout(session, { scenario: 'delayed_failure' });
      stripe.completeAsync(session, false);
    }),
    null,
  ],
  [
    'a part refunded, then all',
    paid((stripe, charge) => {
      stripe.refundFromDashboard(charge, 300);
      stripe.refundFromDashboard(charge, 700);
    }),
    null,
  ],
  [
    'a refund that fails',
    paid((stripe, charge) => {
      stripe.failRefund(stripe.refundFromDashboard(charge, 400).id);
    }),
    35,
  ],
  [
    'a dispute that is won',
    paid((stripe, charge) => {
      stripe.closeDispute(stripe.createDispute(charge).id, 'won');
    }),
    35,
  ],
  [
    'a question of a bank that is answered',
    paid((stripe, charge) => {
      stripe.closeDispute(stripe.createDispute(charge, { inquiry: true }).id, 'won');
    }),
    35,
  ],
  [
    'a warning, then a refund',
    paid((stripe, charge) => {
      stripe.createEarlyFraudWarning(charge);
      stripe.refundFromDashboard(charge);
    }),
    null,
  ],
  [
    'a warning, then a dispute that is lost',
    paid((stripe, charge) => {
      stripe.createEarlyFraudWarning(charge);
      stripe.closeDispute(stripe.createDispute(charge).id, 'lost');
    }),
    null,
  ],
  [
    'a review that finds nothing',
    paid((stripe, charge) => {
      stripe.closeReview(stripe.openReview(charge).id, 'approved');
    }),
    35,
  ],
  [
    'a warning and a review, then a dispute that is won',
    paid((stripe, charge) => {
      stripe.createEarlyFraudWarning(charge);
      stripe.openReview(charge);
      stripe.closeDispute(stripe.createDispute(charge).id, 'won');
    }),
    35,
  ],
  [
    'a part refunded, then the rest disputed',
    paid((stripe, charge) => {
      stripe.refundFromDashboard(charge, 400);
      stripe.createDispute(charge);
    }),
    null,
  ],
  ['a plan', plan(() => undefined), 110],
  ['a plan renewed', plan(({ product }, id) => void product.stripe.control.renewSubscription(id)), 210],
  [
    'a renewal that fails, then is paid',
    plan(async ({ product, api }, id) => {
      const invoice = product.stripe.control.failRenewal(id);
      await api.invoices.pay(invoice?.id ?? '');
    }),
    210,
  ],
  [
    'a plan cancelled for its end, then ended',
    plan(async ({ product, api }, id) => {
      await api.subscriptions.update(id, { cancel_at_period_end: true });
      product.stripe.control.renewSubscription(id);
    }),
    110,
  ],
  [
    'a plan renewed, then ended at once',
    plan(({ product }, id) => {
      product.stripe.control.renewSubscription(id);
      product.stripe.control.endSubscription(id);
    }),
    210,
  ],
  [
    'a recharge by a bank that takes its time, then a part refunded',
    recharge('delayed_success', 'processing', (stripe, intent) => {
      stripe.settlePayment(intent, true);
      stripe.refundFromDashboard(intent, 200);
    }),
    11,
  ],
  [
    'a recharge that a bank declines after some time',
    recharge('delayed_failure', 'processing', (stripe, intent) => {
      stripe.settlePayment(intent, false);
    }),
    null,
  ],
  [
    'a recharge that the bank wants to see the customer for',
    recharge('authentication_required', 'needs_action', async (_stripe, _intent, { customer }) => {
      customer.pays(customer.pageOf(await customer.sees('Your bank wants you'), 'Pay $5.00'));
    }),
    15,
  ],
];
