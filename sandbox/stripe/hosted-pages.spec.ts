import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { idOf, Shop } from './testing/shop.js';

describe('Hosted pages', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await Shop.open();
  });
  afterEach(() => shop.close());

  const open = async (url: string | null): Promise<string> => (await fetch(url ?? '')).text();
  const submit = (url: string | null, form: Record<string, string>): Promise<Response> =>
    fetch(url ?? '', { method: 'POST', redirect: 'manual', body: new URLSearchParams(form) });

  it('shows what is bought and takes the payment, then leads back with the session id', async () => {
    const session = await shop.order();
    const page = await open(session.url);
    for (const text of [
      '100 credits',
      '$9.99',
      '4242 4242 4242 4242',
      'Insufficient funds',
      'https://t.me/bot',
    ]) {
      expect(page).toContain(text);
    }
    expect(page).not.toMatch(/<(link|img|script)[^>]+(src|href)="http/);
    const answer = await submit(session.url, { action: 'pay', scenario: 'succeeds' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(`https://t.me/bot?start=paid_${session.id}`);
    expect((await shop.stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('paid');
    expect(await open(session.url)).toContain('already been completed');
  });

  it('says why a card was refused and lets the payer try again', async () => {
    const session = await shop.order();
    const refused = await submit(session.url, { action: 'pay', number: '4000 0000 0000 9995' });
    expect(await refused.text()).toContain('Your card has insufficient funds.');
    expect((await submit(session.url, { action: 'pay', number: '4242424242424242' })).status).toBe(303);
    expect(await (await submit(session.url, { action: 'pay' })).text()).toContain('already been completed');
  });

  it('refuses numbers that are no test card', async () => {
    const session = await shop.order();
    const answer = await submit(session.url, { action: 'pay', number: '5555 5555 5555 4444' });
    expect(await answer.text()).toContain('Use one of the test cards.');
  });

  it('walks through 3D Secure', async () => {
    const session = await shop.order();
    const challenge = await submit(session.url, { action: 'pay', scenario: 'authentication_required' });
    expect(await challenge.text()).toContain('Complete authentication');
    expect((await submit(session.url, { action: 'authenticate' })).status).toBe(303);
  });

  it('takes a promotion code only where the shop allows it', async () => {
    const coupon = await shop.stripe.coupons.create({ amount_off: 500, currency: 'usd' });
    await shop.stripe.promotionCodes.create({
      promotion: { type: 'coupon', coupon: coupon.id },
      code: 'MINUS5',
    });
    const session = await shop.order({ allow_promotion_codes: true });
    expect(await open(session.url)).toContain('Promotion code');
    await submit(session.url, { action: 'promotion', promotion_code: 'minus5' });
    expect(await open(session.url)).toContain('Pay $4.99');
    const plain = await shop.order();
    expect(await open(plain.url)).not.toContain('Promotion code');
  });

  it('offers the cards that the customer has saved', async () => {
    const { customer, card } = await shop.saveCard();
    const session = await shop.order({ customer });
    expect(await open(session.url)).toContain('Saved card');
    expect((await submit(session.url, { action: 'pay', payment_method: card })).status).toBe(303);
    const foreign = await shop.order({ customer: (await shop.saveCard()).customer });
    expect(await (await submit(foreign.url, { action: 'pay', payment_method: card })).text()).toContain(
      'No such',
    );
  });

  it('escapes what the shop writes', async () => {
    const session = await shop.order({
      line_items: [
        {
          price_data: { currency: 'usd', unit_amount: 100, product_data: { name: '<b>x</b>' } },
          quantity: 1,
        },
      ],
    });
    expect(await open(session.url)).not.toContain('<b>x</b>');
  });

  it('says that a page has expired or never existed', async () => {
    const session = await shop.order();
    shop.emulator.control.expireCheckout(session.id);
    expect(await open(session.url)).toContain('expired');
    expect((await fetch(`${shop.emulator.url}/c/pay/cs_test_none`)).status).toBe(404);
  });

  describe('portal', () => {
    it('needs a configuration and a way back', async () => {
      const { customer } = await shop.saveCard();
      const session = (extra = {}): Promise<unknown> =>
        shop.stripe.billingPortal.sessions.create({ customer, ...extra });
      await expect(session({ return_url: 'https://t.me/bot' })).rejects.toThrow(/default configuration/);
      const { id } = await shop.stripe.billingPortal.configurations.create({
        features: { invoice_history: { enabled: true } },
      });
      await expect(session({ configuration: id })).rejects.toMatchObject({ param: 'return_url' });
      await expect(session({ configuration: id, return_url: 'https://t.me/bot' })).resolves.toBeTruthy();
      shop.emulator.control.saveDefaultPortalConfiguration('https://t.me/bot');
      await expect(session()).resolves.toMatchObject({ return_url: 'https://t.me/bot' });
    });

    it('shows invoices and cards, cancels at the period end and takes that back', async () => {
      const { subscription } = await shop.subscribe();
      shop.emulator.control.saveDefaultPortalConfiguration('https://t.me/bot');
      const portal = await shop.stripe.billingPortal.sessions.create({
        customer: idOf(subscription.customer),
      });
      const page = await open(portal.url);
      for (const text of [
        'Monthly plan',
        '$15.00',
        '•••• 4242',
        'Cancel at period end',
        'Return to the shop',
      ]) {
        expect(page).toContain(text);
      }
      await submit(portal.url, { action: 'cancel', target: subscription.id });
      expect((await shop.stripe.subscriptions.retrieve(subscription.id)).cancel_at_period_end).toBe(true);
      await submit(portal.url, { action: 'resume', target: subscription.id });
      expect((await shop.stripe.subscriptions.retrieve(subscription.id)).cancel_at_period_end).toBe(false);
      const card = idOf(subscription.default_payment_method);
      await submit(portal.url, { action: 'detach', target: card });
      expect((await shop.stripe.paymentMethods.list({ customer: idOf(subscription.customer) })).data).toEqual(
        [],
      );
    });

    it('keeps customers apart and obeys the configuration', async () => {
      const { subscription } = await shop.subscribe();
      const { customer } = await shop.saveCard();
      const { id } = await shop.stripe.billingPortal.configurations.create({
        features: { subscription_cancel: { enabled: false } },
        default_return_url: 'https://t.me/bot',
      });
      const foreign = await shop.stripe.billingPortal.sessions.create({ customer, configuration: id });
      const answer = await submit(foreign.url, { action: 'cancel', target: subscription.id });
      expect(await answer.text()).toContain('switched this off');
      shop.emulator.control.saveDefaultPortalConfiguration('https://t.me/bot');
      const other = await shop.stripe.billingPortal.sessions.create({ customer });
      const stolen = await submit(other.url, { action: 'cancel', target: subscription.id });
      expect(await stolen.text()).toContain('No such subscription');
      expect((await shop.stripe.subscriptions.retrieve(subscription.id)).cancel_at_period_end).toBe(false);
    });

    it('is a short-lived link', async () => {
      shop.emulator.control.saveDefaultPortalConfiguration('https://t.me/bot');
      const { customer } = await shop.saveCard();
      const portal = await shop.stripe.billingPortal.sessions.create({ customer });
      shop.emulator.control.advanceClock(2 * 3_600_000);
      expect((await fetch(portal.url)).status).toBe(404);
    });
  });
});
