import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FetchMissedEvents } from '../../src/payments/inbox/fetch-missed-events.cron.js';
import { CheckUnfinished } from '../../src/payments/reconciliation/check-unfinished.cron.js';
import { CompareWithStripe } from '../../src/payments/reconciliation/compare-with-stripe.cron.js';
import { Product } from '../support/product.js';

describe('a shop that takes Stars only', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start({
      variables: { PAYMENT_PROVIDERS: 'stars', STRIPE_API_KEY: '', STRIPE_WEBHOOK_SECRET: '' },
    });
  });
  afterAll(async () => {
    await product.stop();
  });

  it('offers what has a price in Stars and never mentions cards', async () => {
    await product.rows(`update products set stars = null where code = 'credits_25'`);
    const ida = product.customer('Ida');
    ida.start();
    const greeting = await ida.sees('Hello, Ida');
    ida.press(greeting, '▶️ Start');
    const list = await ida.sees('What would you like?');
    expect(list.text).toContain('You pay with Telegram Stars.');
    expect(list.text).not.toContain('Stripe');
    const labels = list.buttons.flat().map(({ text }) => text);
    expect(labels).toContain('10 credits · ⭐ 250');
    expect(labels.join()).not.toMatch(/25 credits|\$/);
    ida.says('/buy25');
    await ida.sees('Tap one of these: /buy10, /buy50, /buy100');
    await ida.paysStars(ida.pageOf(list, '50 credits'));
    await ida.sees('Your balance: 60 credits');
  });

  it('lists no command that needs a card, and speaks of none', async () => {
    const joe = product.customer('Joe');
    joe.start();
    await joe.sees('Hello, Joe');
    const listed = [...product.telegram.world.commands.values()].flat().map(({ command }) => command);
    expect(listed).toContain('paysupport');
    expect(listed).not.toContain('billing');
    expect(listed).not.toContain('autorecharge');
    for (const command of ['/help', '/paysupport', '/balance']) joe.says(command);
    const texts = [
      await joe.sees('How it works'),
      await joe.sees('Help with payments'),
      await joe.sees('💳'),
    ];
    for (const { text } of texts) expect(text).not.toMatch(/\/billing|recharge|Stripe|card/i);
  });

  it('says why there is no auto-recharge to somebody who asks for it', async () => {
    const kim = product.customer('Kim');
    kim.says('/autorecharge');
    const answer = await kim.sees('Auto-recharge needs a saved card');
    expect(answer.buttons).toEqual([]);
  });

  it('needs nothing of Stripe’s and never asks it', async () => {
    const webhook = await fetch(`${product.url}/stripe-webhook`, { method: 'POST', body: '{}' });
    expect(webhook.status).toBe(404);
    const health = await fetch(`${product.url}/health`);
    expect([health.status, await health.json()]).toMatchObject([200, { status: 'healthy' }]);
    await product.part(FetchMissedEvents).handle();
    await product.part(CheckUnfinished).handle();
    await product.part(CompareWithStripe).handle();
    const { group } = product;
    group.writes(0, '/products');
    const list = await group.sees(0, '🛍 Products');
    const press = await group.press(list, '📤 Publish to Stripe').answered();
    expect(press.text).toContain('Stripe is not set up here');
    expect(await product.rows('select * from graphile_worker.jobs where attempts > 0')).toEqual([]);
  });
});
