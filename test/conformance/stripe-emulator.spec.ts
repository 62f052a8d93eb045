import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Ajv, type ValidateFunction } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { idOf, Shop } from '../../sandbox/stripe/testing/shop.js';

/** Folder with `stripe-23.1.0-*.json`, derived from the SDK's types; not part of this repository. */
const FOLDER = process.env['API_SPECS_DIR'];
const RESOURCES = 'stripe-23.1.0-resources.schema.json';
const EVENTS = 'stripe-23.1.0-events.json';
const OPERATIONS = 'stripe-23.1.0-operations.json';
const REQUESTS = 'stripe-23.1.0-request-params.schema.json';
const table = JSON.parse(
  readFileSync(new URL('../../sandbox/stripe/wire/allowed-params.json', import.meta.url), 'utf8'),
) as Record<string, string>;
const available = FOLDER !== undefined && existsSync(join(FOLDER, RESOURCES));

const read = (name: string): unknown => JSON.parse(readFileSync(join(FOLDER ?? '', name), 'utf8'));

if (!available) console.info('Skipped: Stripe conformance needs the folder named by API_SPECS_DIR.');

describe.skipIf(!available)('The emulator conforms to the shapes of the SDK', () => {
  let shop: Shop;
  let ajv: Ajv;
  beforeAll(async () => {
    ajv = new Ajv({ strict: false, allErrors: true });
    ajv.addSchema(read(RESOURCES) as object, 'resources');
    shop = await Shop.open();
    await live(shop);
  });
  afterAll(() => shop.close());

  const validator = (object: string): ValidateFunction => {
    const validate = ajv.getSchema(`resources#/definitions/${object}`);
    if (!validate) throw new Error(`No schema for ${object}.`);
    return validate;
  };

  const problems = (object: string, value: unknown): string[] => {
    const validate = validator(object);
    if (validate(value)) return [];
    return (validate.errors ?? []).map((error) => `${object}${error.instancePath} ${error.message ?? ''}`);
  };

  it('in every stored object', async () => {
    const known = new Set(Object.keys((read(RESOURCES) as { definitions: object }).definitions));
    const state = (await (await fetch(`${shop.emulator.url}/control/state`)).json()) as Record<
      string,
      unknown[]
    >;
    const objects = Object.values(state)
      .flat()
      .filter((one): one is { object: string } => typeof (one as { object?: unknown }).object === 'string');
    const checked = objects.filter((one) => known.has(one.object));
    expect(new Set(checked.map((one) => one.object)).size).toBeGreaterThan(15);
    expect(checked.flatMap((one) => problems(one.object, one))).toEqual([]);
  });

  it('and the check itself notices a wrong field', async () => {
    const [charge] = (await shop.stripe.charges.list({ limit: 1 })).data;
    const wrong = { ...(JSON.parse(JSON.stringify(charge)) as object), amount: '999', refunded: undefined };
    expect(problems('charge', JSON.parse(JSON.stringify(wrong)))).toEqual([
      expect.stringContaining('refunded'),
      expect.stringContaining('/amount'),
    ]);
  });

  it('in what an expanded answer contains', async () => {
    const [session] = (
      await shop.stripe.checkout.sessions.list({
        limit: 1,
        expand: ['data.line_items', 'data.payment_intent'],
      })
    ).data;
    expect(problems('checkout.session', JSON.parse(JSON.stringify(session)))).toEqual([]);
  });

  it('in the type and object of every event', () => {
    const { events } = read(EVENTS) as { events: Record<string, string> };
    for (const event of shop.emulator.control.events()) {
      const name = events[event.type];
      expect(name, event.type).toBeDefined();
      const object = (event.data.object as { object: string }).object.replaceAll(/[._]/g, '');
      expect(object).toBe(name?.replaceAll('.', '').toLowerCase());
      const { object: kind } = event.data.object as { object: string };
      if (ajv.getSchema(`resources#/definitions/${kind}`))
        expect(problems(kind, event.data.object)).toEqual([]);
    }
  });

  it('in the parameters that it accepts', () => {
    const { definitions } = read(REQUESTS) as { definitions: Record<string, { properties?: object }> };
    const { operations } = read(OPERATIONS) as { operations: { sdk: string; params?: string }[] };
    const compared = operations.filter(({ sdk, params }) => {
      const schema = definitions[params ?? ''] ?? definitions[`StripeConstructor.${params ?? ''}`];
      const allowed = table[sdk];
      if (!schema?.properties || allowed === undefined) return false;
      expect(allowed.split(' '), sdk).toEqual(Object.keys(schema.properties).sort());
      return true;
    });
    expect(compared.length).toBeGreaterThan(30);
  });

  it('in the addresses of its operations', async () => {
    const { operations } = read(OPERATIONS) as {
      operations: { sdk: string; method: string; path: string }[];
    };
    for (const name of Object.keys(table)) {
      const operation = operations.find((one) => one.sdk === name);
      expect(operation, name).toBeDefined();
      const path = operation?.path.replaceAll(/\{\w+\}/g, 'none') ?? '';
      const answer = await fetch(`${shop.emulator.url}${path}`, {
        method: operation?.method ?? 'GET',
        headers: { authorization: `Bearer ${shop.emulator.apiKey}` },
      });
      expect(await answer.text(), `${name} ${path}`).not.toContain('Unrecognized request URL');
    }
  });
});

/** One of everything. */
async function live(shop: Shop): Promise<void> {
  const { stripe } = shop;
  const { control } = shop.emulator;
  const { customer } = await shop.saveCard();
  const coupon = await stripe.coupons.create({ percent_off: 10, duration: 'once' });
  await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id }, code: 'TEN' });
  const paid = await shop.order({
    customer,
    allow_promotion_codes: true,
    invoice_creation: { enabled: true },
  });
  control.failCheckout(paid.id, 'lost_card');
  control.payCheckout(paid.id, { promotionCode: 'TEN', scenario: 'early_fraud_warning' });
  const intent = idOf((await stripe.checkout.sessions.retrieve(paid.id)).payment_intent);
  await stripe.refunds.create({ payment_intent: intent, amount: 100 });
  control.failRefund(control.refundFromDashboard(intent, 100).id);
  control.closeDispute(control.createDispute(intent).id, 'won');
  const delayed = await shop.order({ customer });
  control.payCheckout(delayed.id, { scenario: 'delayed_success' });
  control.payCheckout((await shop.order()).id, { scenario: 'authentication_required' });
  control.expireCheckout((await shop.order()).id);
  const setup = await stripe.checkout.sessions.create({
    mode: 'setup',
    currency: 'usd',
    success_url: 'https://a.b',
  });
  control.failCheckout(setup.id);
  control.payCheckout(setup.id);
  const { subscription } = await shop.subscribe();
  await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
  await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: false });
  control.failRenewal(subscription.id);
  await shop.subscribe({ subscription_data: { trial_period_days: 7 } });
  await stripe.billingPortal.configurations.create({ features: { invoice_history: { enabled: true } } });
  control.saveDefaultPortalConfiguration('https://example.com');
  await stripe.billingPortal.sessions.create({
    customer: idOf(subscription.customer),
    flow_data: { type: 'subscription_cancel', subscription_cancel: { subscription: subscription.id } },
  });
  await stripe.webhookEndpoints.create({ url: 'https://example.com', enabled_events: ['invoice.paid'] });
}
