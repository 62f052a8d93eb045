import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calm } from '../support/calm.js';
import { Catalogue } from '../support/catalogue.js';
import type { Customer } from '../support/customer.js';
import { Product } from '../support/product.js';

/** Intl puts a no-break space between some currencies and their amounts. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('several currencies', () => {
  let product: Product;
  let catalogue: Catalogue;
  let anna: Customer;

  beforeAll(async () => {
    product = await Product.start();
    catalogue = new Catalogue(product);
    for (const add of ['20 credits 15.00 eur', '40 credits 1500 jpy', '60 credits 4.50 kwd']) {
      await catalogue.asks(`add pack ${add}`);
    }
    anna = product.customer('Anna');
    anna.start();
    await anna.sees('Hello, Anna');
  });
  afterAll(async () => {
    await calm(product);
    expect(await product.violations()).toEqual([]);
    expect(await product.rows('select * from dead_lane_items')).toEqual([]);
    await product.stop();
  });

  async function page(credits: number, price: string): Promise<string> {
    const before = anna.chat().length;
    anna.says(`/buy${credits}`);
    const offer = (): ReturnType<Customer['chat']>[number] | undefined =>
      anna
        .chat()
        .slice(before)
        .find(({ text }) => plain(text).includes(`${credits} credits for ${price}`));
    await anna.waitFor(() => offer() !== undefined, `${credits} credits for ${price}`);
    return anna.pageOf(offer() as ReturnType<Customer['chat']>[number], plain('Pay'));
  }

  it.each([
    [10, '$5.00', 500, 'usd'],
    [20, '€15.00', 1_500, 'eur'],
    [40, '¥1,500', 1_500, 'jpy'],
    [60, 'KWD 4.500', 4_500, 'kwd'],
  ])(
    '%s credits cost %s on the page, on the card’s statement and on the receipt',
    async (credits, price, amount, currency) => {
      const link = await page(credits, price);
      // Failures of one customer within ten minutes are told together.
      product.advance(11 * 60 * 1_000);
      anna.pays(link, 'declined');
      await product.group.waitFor(
        () => product.group.general().some(({ text }) => plain(text).includes(`Payment failed: ${price}`)),
        'the alert',
      );
      anna.pays(link);
      await anna.waitFor(
        () => anna.chat().some(({ text }) => plain(text).includes(`Paid: ${credits} credits, ${price}`)),
        'the receipt',
      );
      expect(product.stripe.control.charges().at(-1)).toMatchObject({ amount, currency });
    },
  );

  it('stand side by side on the card and in /stats, and are never added up', async () => {
    anna.says('hello');
    const topic = await product.group.topicOf(anna);
    const card = plain((await product.group.card(topic)).text);
    expect(card).toContain('Lifetime spend: €15.00 + ¥1,500 + KWD 4.500 + $5.00');
    const asked = product.group.writes(0, '/stats');
    const stats = (): string =>
      plain(
        product.group.general().find(({ replyTo, isFromBot }) => isFromBot && replyTo === asked)?.text ?? '',
      );
    await product.group.waitFor(() => stats() !== '', 'the figures');
    const revenue = stats()
      .split('\n')
      .filter((line) => line.startsWith('💰'));
    expect(revenue.map((line) => /Revenue: (.*?)(?: ▲.*)?$/.exec(line)?.[1])).toEqual([
      '$5.00',
      '€15.00',
      '¥1,500',
      'KWD 4.500',
    ]);
    expect(stats()).toContain('Payments: 4');
    const [row] = await product.rows<{ buyers: number }>(
      `select count(distinct user_id)::int as buyers from payments`,
    );
    expect(row?.buyers).toBe(1);
  });

  it('a refund is told and taken back in the currency of its payment', async () => {
    const charges = product.stripe.control.charges().filter(({ paid }) => paid);
    const yen = charges.find(({ currency }) => currency === 'jpy');
    product.stripe.control.refundFromDashboard(yen?.id ?? '', 500);
    const alert = await product.group.sees(0, '¥500 for 40 credits');
    expect(alert.text).toContain('Credits taken back: 14');
    const dinars = charges.find(({ currency }) => currency === 'kwd');
    product.stripe.control.refundFromDashboard(dinars?.id ?? '', 2_250);
    await product.group.waitFor(
      () => product.group.general().some(({ text }) => plain(text).includes('KWD 2.250 for 60 credits')),
      'the refund of dinars',
    );
    const topic = await product.group.topicOf(anna);
    await calm(product);
    product.group.writes(topic, '/info');
    await product.group.waitFor(
      () =>
        product.group
          .messages(topic)
          .some(({ text }) => plain(text).includes('Lifetime spend: €15.00 + ¥1,000 + KWD 2.250 + $5.00')),
      'what is left of each',
    );
  });

  it('the owner’s currency may change: what was bought keeps its own, an open page too, new pages follow', async () => {
    const old = await page(25, '$10.00');
    await product.restart({ CURRENCY: 'eur' });
    await page(25, '€10.00');
    await page(40, '¥1,500');
    anna.pays(old);
    await anna.sees('25 credits, $10.00');
    const topic = await product.group.topicOf(anna);
    await calm(product);
    product.group.writes(topic, '/info');
    await product.group.waitFor(
      () =>
        product.group
          .messages(topic)
          .some(({ text }) => plain(text).includes('€15.00 + ¥1,000 + KWD 2.250 + $15.00')),
      'dollars next to euros',
    );
    const list = await catalogue.asks('');
    expect(list.text).toContain('€5.00 EUR');
    expect(product.group.general().filter(({ text }) => text.includes('does not match'))).toEqual([]);
  });
});
