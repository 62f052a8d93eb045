import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ProviderPricesRepository } from '../../src/billing/catalog/provider-prices.repository.js';
import { publicationText } from '../../src/billing/catalog/published-product.js';
import { Reader } from '../../src/database/reader.js';
import { PublishCatalog } from '../../src/payments/catalog/publish-catalog.js';
import { idOf } from '../../src/payments/mappers/checkout-state.js';
import { StripeClient } from '../../src/payments/stripe-client.js';
import { calm } from '../support/calm.js';
import { Catalogue } from '../support/catalogue.js';
import { sessionOf } from '../support/customer.js';
import { Product } from '../support/product.js';

describe('the catalogue at Stripe', () => {
  let product: Product;
  let catalogue: Catalogue;

  beforeAll(async () => {
    product = await Product.start();
    catalogue = new Catalogue(product);
  });
  afterEach(async () => {
    product.stripe.control.faults.clear();
    await calm(product);
  });
  afterAll(async () => {
    expect(await product.violations()).toEqual([]);
    expect(await product.rows('select * from dead_lane_items')).toEqual([]);
    await product.stop();
  });

  async function publish(isTrial = false): Promise<Record<string, string>> {
    const published = await product.part(PublishCatalog).execute({ isTrial });
    return Object.fromEntries(published.map((one) => [one.code, publicationText(one)]));
  }
  const writes = (): unknown[] => product.stripe.journal.apiCalls('POST', /^\/v1\/(products|prices)/);
  const stripe = (): StripeClient['api'] => product.part(StripeClient).api;
  const changePrice = async (code: string, amount: string): Promise<void> => {
    const question = await catalogue.asks(`price ${code} ${amount}`);
    await catalogue.press(question, 'Change to');
  };
  const lastPage = (): Record<string, unknown> =>
    product.stripe.journal.apiCalls('POST', '/v1/checkout/sessions').at(-1)?.params as Record<
      string,
      unknown
    >;

  it('is published once; a second run writes nothing, and a trial never does', async () => {
    expect(new Set(Object.values(await publish(true)))).toEqual(new Set(['published']));
    expect(writes()).toEqual([]);
    await catalogue.asks('hide month_pass');
    expect(await publish()).toMatchObject({ credits_10: 'published', month_pass: 'hidden, not published' });
    expect(writes()).toHaveLength(6);
    const { data } = await stripe().prices.list({
      lookup_keys: ['monthly_plan:usd:month', 'credits_10:usd'],
    });
    expect(data.map(({ unit_amount, recurring }) => [unit_amount, recurring?.interval])).toEqual([
      [2_000, 'month'],
      [500, undefined],
    ]);
    product.stripe.journal.clear();
    expect(new Set(Object.values(await publish()))).toEqual(new Set(['unchanged', 'hidden, not published']));
    expect(writes()).toEqual([]);
    await catalogue.asks('show month_pass');
    expect(await publish()).toMatchObject({ month_pass: 'published', credits_10: 'unchanged' });
  });

  it('sells at the published price, for a pack and for a plan, and grants as before', async () => {
    const anna = product.customer('Anna');
    anna.says('/buy10');
    anna.pays(anna.pageOf(await anna.sees('10 credits for $5.00'), 'Pay'));
    await anna.sees('Your balance: 20 credits');
    expect(JSON.stringify(lastPage()['line_items'])).toMatch(/"price":"price_\w+"/);
    anna.start('buy_monthly_plan');
    anna.pays(anna.pageOf(await anna.sees('Monthly plan (100 credits) for'), 'Pay'));
    await anna.sees('Your balance: 120 credits');
    expect(JSON.stringify(lastPage()['line_items'])).toMatch(/"price":"price_\w+"/);
    const plans = product.part(ProviderPricesRepository);
    const mode = { provider: 'stripe', livemode: false };
    expect(await plans.listedPlans(product.part(Reader), mode)).toMatchObject([
      { code: 'monthly_plan', price: { amount: 2_000, currency: 'usd' }, billingInterval: 'month' },
    ]);
    expect(await plans.listedPlans(product.part(Reader), { ...mode, livemode: true })).toEqual([]);
  });

  it('a changed price is a new price that takes the key; the old one is archived; until then pages bring theirs', async () => {
    await changePrice('credits_25', '12');
    const ben = product.customer('Ben');
    ben.says('/buy25');
    await ben.sees('25 credits for $12.00');
    expect(JSON.stringify(lastPage()['line_items'])).toContain('price_data');
    product.stripe.journal.clear();
    expect(await publish()).toMatchObject({
      credits_25: 'new price, old price archived',
      credits_10: 'unchanged',
    });
    expect(writes()).toHaveLength(2);
    const { data } = await stripe().prices.list({ limit: 100 });
    const ours = data.filter(({ metadata }) => metadata['product_code'] === 'credits_25');
    expect(ours.map(({ unit_amount, active, lookup_key }) => [unit_amount, active, lookup_key])).toEqual([
      [1_200, true, 'credits_25:usd'],
      [1_000, false, null],
    ]);
    const cleo = product.customer('Cleo');
    cleo.says('/buy25');
    await cleo.sees('25 credits for $12.00');
    expect(JSON.stringify(lastPage()['line_items'])).toContain(ours[0]?.id);
    // The page that Ben had before keeps its way of telling the price: asked again, it is the same.
    ben.says('/buy25');
    await ben.waitFor(
      () => ben.chat().filter(({ text }) => text.includes('$12.00')).length === 2,
      'it again',
    );
    const pages = ben.chat().filter(({ text }) => text.includes('$12.00'));
    expect(new Set(pages.map((page) => sessionOf(ben.pageOf(page, 'Pay')))).size).toBe(1);
  });

  it('another currency is another key; names follow; what is hidden is taken off sale and comes back', async () => {
    const question = await catalogue.asks('price credits_50 18 eur');
    await catalogue.press(question, 'Change to');
    await catalogue.asks('title credits_100 A hundred credits');
    await catalogue.asks('hide day_pass');
    expect(await publish()).toMatchObject({
      credits_50: 'new price, old price archived',
      credits_100: 'renamed',
      day_pass: 'taken off sale',
    });
    await catalogue.asks('show day_pass');
    expect(await publish()).toMatchObject({ day_pass: 'put on sale again', credits_50: 'unchanged' });
    const { data } = await stripe().prices.list({ lookup_keys: ['credits_50:eur'] });
    expect(data).toMatchObject([{ unit_amount: 1_800, currency: 'eur', active: true }]);
  });

  it('when somebody archives a price at Stripe, selling goes on, General hears it once, and publishing mends it', async () => {
    const { data } = await stripe().prices.list({ lookup_keys: ['credits_100:usd'] });
    const price = data[0]?.id ?? '';
    await stripe().prices.update(price, { active: false });
    const buyers = ['Dan', 'Eva', 'Fay'].map((name) => product.customer(name));
    for (const buyer of buyers) buyer.says('/buy100');
    for (const buyer of buyers) {
      buyer.pays(buyer.pageOf(await buyer.sees('A hundred credits for $30.00'), 'Pay'));
      await buyer.sees('Your balance: 110 credits');
    }
    await product.group.sees(0, 'no longer sells A hundred credits at its listed price');
    await calm(product);
    const alerts = product.group.general().filter(({ text }) => text.includes('at its listed price'));
    expect(alerts).toHaveLength(1);
    expect(alerts[0]?.text).toContain(price);
    expect(await publish()).toMatchObject({ credits_100: 'price reopened' });
    const gus = product.customer('Gus');
    gus.says('/buy100');
    await gus.sees('A hundred credits for $30.00');
    expect(JSON.stringify(lastPage()['line_items'])).toContain(price);
  });

  it('when a price or a whole product is deleted at Stripe, customers still buy and publishing makes it anew', async () => {
    const { data } = await stripe().prices.list({ lookup_keys: ['day_pass:usd', 'month_pass:usd'] });
    for (const { id } of data) product.stripe.control.deletePrice(id);
    const month = data.find(({ lookup_key }) => lookup_key === 'month_pass:usd');
    product.stripe.control.deleteProduct(idOf(month?.product) ?? '');
    const hal = product.customer('Hal');
    for (const [code, text] of [
      ['day_pass', 'Day pass for'],
      ['month_pass', 'Month pass for'],
    ] as const) {
      hal.start(`buy_${code}`);
      hal.pays(hal.pageOf(await hal.sees(text), 'Pay'));
    }
    await hal.waitFor(
      () => hal.chat().filter(({ text }) => text.includes('Paid:')).length === 2,
      'both receipts',
    );
    expect(await publish()).toMatchObject({ day_pass: 'new price', month_pass: 'published' });
    product.stripe.journal.clear();
    await publish();
    expect(writes()).toEqual([]);
  });

  it('a run that was cut off is finished by the next one; one product’s trouble is not the others’', async () => {
    await changePrice('credits_10', '6');
    await changePrice('credits_25', '13');
    const refusal = { method: 'POST', path: '/v1/prices', times: 1 } as const;
    product.stripe.control.faults.api({ kind: '500-after-commit', ...refusal });
    const first = await publish();
    expect(first['credits_10']).toMatch(/^FAILED: /);
    expect(first['credits_25']).toBe('new price, old price archived');
    product.stripe.control.faults.clear();
    expect(await publish()).toMatchObject({ credits_10: 'old price archived', credits_25: 'unchanged' });
    product.stripe.journal.clear();
    expect(new Set(Object.values(await publish()))).toEqual(new Set(['unchanged']));
    expect(writes()).toEqual([]);
  });

  it('an administrator publishes by a button, and reads what it did, or why Stripe did not', async () => {
    await changePrice('credits_25', '14');
    const list = await catalogue.asks('');
    const told = (text: string): number =>
      product.group.general().filter((message) => message.text.includes(text)).length;
    const refused = product.group.press(list, '📤 Publish to Stripe', product.group.member);
    expect((await refused.answered()).text).toContain('Only administrators');
    product.stripe.control.faults.api({
      kind: '500-before-commit',
      method: 'GET',
      path: '/v1/prices',
      times: 5,
    });
    await product.group.press(list, '📤 Publish to Stripe').answered();
    await product.group.sees(0, 'Stripe refused 7 of 7 products');
    product.stripe.control.faults.clear();
    const press = product.group.press(list, '📤 Publish to Stripe');
    expect((await press.answered()).text).toContain('Publishing');
    const report = await product.group.sees(0, '📤 Published to Stripe');
    expect(report.text).toContain('credits_25: new price, old price archived');
    expect(report.text).toContain('Nothing to do for 6 of 7.');
    await product.telegram.actors.repress(press).answered();
    await product.group.sees(0, 'Nothing to do for 7 of 7.');
    await calm(product);
    expect(told('📤 Published to Stripe')).toBe(2);
  });

  it('four runs at once write what one would', async () => {
    await changePrice('credits_10', '7');
    product.stripe.journal.clear();
    const runs = await Promise.all([1, 2, 3, 4].map(() => publish()));
    expect(runs.map((run) => run['credits_10']).sort()).toEqual([
      'new price, old price archived',
      'unchanged',
      'unchanged',
      'unchanged',
    ]);
    expect(writes()).toHaveLength(2);
  });

  it('twenty looks at once at a price that was just archived open one page', async () => {
    const { data } = await stripe().prices.list({ lookup_keys: ['credits_10:usd'] });
    await stripe().prices.update(data[0]?.id ?? '', { active: false });
    const ida = product.customer('Ida');
    ida.start();
    for (let look = 0; look < 20; look += 1) ida.says('/buy10');
    await ida.waitFor(
      () => ida.chat().filter(({ text }) => text.includes('for $7.00')).length === 20,
      'twenty',
    );
    const pages = ida.chat().filter(({ text }) => text.includes('for $7.00'));
    expect(new Set(pages.map((page) => sessionOf(ida.pageOf(page, 'Pay')))).size).toBe(1);
  });
});
