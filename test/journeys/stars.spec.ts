import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import type { Customer } from '../support/customer.js';
import { Product } from '../support/product.js';

const month = 2_592_000;

describe('a customer who pays with Telegram Stars', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start({ variables: { PAYMENT_PROVIDERS: 'stripe,stars' } });
  });
  afterAll(async () => {
    expect(await product.violations()).toEqual([]);
    expect(await product.rows('select * from dead_lane_items')).toEqual([]);
    await product.stop();
  });

  async function arrives(name: string, language = 'en'): Promise<Customer> {
    const customer = product.customer(name, language);
    customer.start();
    await customer.waitFor(() => customer.chat().some(({ isFromBot }) => isFromBot), 'the greeting');
    return customer;
  }

  /** The answer to something that the customer has just written. */
  async function answerTo(customer: Customer, text: string): Promise<VisibleMessage> {
    const before = customer.chat().length;
    customer.says(text);
    const answers = (): VisibleMessage[] =>
      customer
        .chat()
        .slice(before)
        .filter(({ isFromBot }) => isFromBot);
    await customer.waitFor(() => answers().length > 0, `an answer to ${text}`);
    return answers()[0] as VisibleMessage;
  }

  const labels = (message: VisibleMessage): unknown[] => message.buttons.flat().map(({ text }) => text);

  it('sees both ways to pay, and the same invoice again while it is unpaid', async () => {
    const ann = await arrives('Ann');
    const list = await answerTo(ann, '/buy');
    expect(list.text).toContain('by card on Stripe’s secure page, or with Telegram Stars');
    expect(labels(list).slice(0, 2)).toEqual(['10 credits · $5.00', '⭐ 250']);
    expect(labels(list)).toContain('⭐ 1,000 / month');
    const page = await answerTo(ann, '/buy10');
    expect(page.text).toContain('10 credits for $5.00 or ⭐ 250');
    expect(labels(page)).toEqual(['Pay $5.00', 'Pay ⭐ 250']);
    expect(ann.pageOf(page, 'Pay ⭐ 250')).toBe(ann.pageOf(list, '⭐ 250'));
    expect(product.telegram.journal.calls('createInvoiceLink').flatMap(({ warnings }) => warnings)).toEqual(
      [],
    );
  });

  it('buys a pack: credits, receipt, history, and the page says paid', async () => {
    const bob = await arrives('Bob');
    const page = await answerTo(bob, '/buy25');
    expect((await bob.paysStars(bob.pageOf(page, '⭐ 500'))).status).toBe('paid');
    const receipt = await bob.sees('Paid');
    expect(receipt.text).toContain('25 credits, ⭐ 500');
    expect(receipt.text).toContain('Your balance: 35 credits');
    expect((await answerTo(bob, '/history')).text).toContain('+25 purchase (25 credits)');
    const now = (): VisibleMessage | undefined =>
      bob.chat().find(({ message_id }) => message_id === page.message_id);
    await bob.waitFor(() => now()?.text.includes('paid. Thank you!') ?? false, 'the page says paid');
    expect(now()?.buttons).toEqual([]);
    // Nothing of it was passed on to the moderators.
    expect(
      product.telegram.actors
        .topics(product.group.id)
        .map(({ name }) => name)
        .join(),
    ).not.toContain('Bob');
  });

  it('buys a pass, and a plan whose every payment gives its month once', async () => {
    const cat = await arrives('Cat');
    const pass = await answerTo(cat, '/buy');
    await cat.paysStars(cat.pageOf(pass, '⭐ 150'));
    await cat.sees('Messages are free until');
    await cat.paysStars(cat.pageOf(pass, '⭐ 1,000 / month'));
    await cat.sees('Your balance: 110 credits');
    product.telegram.clock.advance(month * 1_000 + 5_000);
    await cat.sees('Your balance: 210 credits');
    const periods = await product.rows<{ days: number }>(
      `select (extract(epoch from ends_at - starts_at) / 86400)::int as days from access_periods
       where kind = 'subscription' and user_id = (select id from users where telegram_id = $1)`,
      [cat.id],
    );
    expect(periods).toEqual([{ days: 30 }, { days: 30 }]);
    const [subscription] = product.telegram.actors.starSubscriptions(cat.id);
    const [known] = await product.rows<{ end: number }>(
      `select extract(epoch from current_period_end)::int as end from subscriptions where provider = 'stars'`,
    );
    expect(known?.end).toBe(subscription?.expiresAt);
  });

  it('reads once when a plan will end, goes on after all, or was not paid again', async () => {
    const { actors, clock } = product.telegram;
    const kim = await arrives('Kim');
    const list = await answerTo(kim, '/buy');
    const { chargeId = '' } = await kim.paysStars(kim.pageOf(list, '⭐ 1,000 / month'));
    await kim.sees('Your balance: 110 credits');
    expect((await answerTo(kim, '/balance')).text).toContain('Monthly plan: renews on');
    const billing = await answerTo(kim, '/billing');
    expect(billing.text).toContain('Monthly plan: renews on');
    expect(billing.text).toContain('Settings → My Stars → Subscriptions');
    product.telegram.delivery.faults.duplicate(2, 2, { kind: 'subscription' });
    actors.cancelStarSubscription(kim.id, chargeId);
    await kim.sees('Monthly plan is cancelled. It runs until');
    expect((await answerTo(kim, '/balance')).text).toContain('and will not renew');
    actors.resumeStarSubscription(kim.id, chargeId);
    await kim.sees('Monthly plan goes on: it renews on');
    actors.setStars(kim.id, 0);
    clock.advance(month * 1_000 + 5_000);
    await kim.sees('Monthly plan has ended, because the payment did not arrive');
    expect(kim.chat().filter(({ text }) => text.includes('is cancelled'))).toHaveLength(1);
  });

  it('is granted once although every update comes three times', async () => {
    const dan = await arrives('Dan');
    const page = await answerTo(dan, '/buy10');
    product.telegram.delivery.faults.duplicate(3, 10);
    await dan.paysStars(dan.pageOf(page, '⭐'));
    await dan.sees('Your balance: 20 credits');
    product.telegram.delivery.faults.clear();
    // The same payment told again by another update, as after a restored backup of the inbox.
    const told = product.telegram.journal.updates('message').at(-1)?.update['message'];
    expect(told).toHaveProperty('successful_payment');
    product.telegram.delivery.inject({ message: told });
    expect((await answerTo(dan, '/balance')).text).toContain('20 credits');
    expect(dan.chat().filter(({ text }) => text.includes('Paid'))).toHaveLength(1);
  });

  it('is refused before paying what is paid, somebody else’s, out of date, or while banned', async () => {
    const eva = await arrives('Eva', 'es');
    const page = await answerTo(eva, '/buy10');
    const invoice = eva.pageOf(page, '⭐');
    const fin = await arrives('Fin', 'ru');
    expect(await fin.paysStars(invoice)).toMatchObject({
      status: 'refused',
      errorMessage: expect.stringContaining('другому человеку') as string,
    });
    await eva.paysStars(invoice);
    await eva.sees('Pagado');
    expect(await eva.paysStars(invoice)).toMatchObject({
      status: 'refused',
      errorMessage: expect.stringContaining('ya está pagado') as string,
    });
    const next = eva.pageOf(await answerTo(eva, '/buy50'), '⭐');
    await product.rows(`update users set banned_at = now() where telegram_id = $1`, [eva.id]);
    expect((await eva.paysStars(next)).errorMessage).toContain('no puedes comprar');
    await product.rows(`update users set banned_at = null where telegram_id = $1`, [eva.id]);
    await product.rows(`update purchases set expires_at = now() where checkout_url = $1`, [next]);
    expect((await eva.paysStars(next)).errorMessage).toContain('ya no es actual');
  });

  it('gets nothing for a payment that was not asked for, and General reads its ids', async () => {
    const gus = await arrives('Gus');
    const page = await answerTo(gus, '/buy10');
    const invoice = gus.pageOf(page, '⭐');
    const { payload } = product.telegram.actors.openInvoice(invoice);
    const payment = { currency: 'XTR', total_amount: 1, invoice_payload: payload };
    const ids = { telegram_payment_charge_id: 'stxFORGED', provider_payment_charge_id: 'x' };
    const chat = { id: gus.id, type: 'private', first_name: 'Gus' };
    const from = { id: gus.id, is_bot: false, first_name: 'Gus', language_code: 'en' };
    product.telegram.delivery.inject({
      message: { message_id: 999_999, date: 1, chat, from, successful_payment: { ...payment, ...ids } },
    });
    const alert = await product.group.sees(0, 'does not match what was sold');
    expect(alert.text).toContain('stxFORGED');
    expect(alert.text).toContain(`250 xtr (purchase ${payload})`);
    expect(alert.text).toContain('Gus');
    expect((await answerTo(gus, '/balance')).text).toContain('10 credits');
    // The real payment is none the worse for it.
    await gus.paysStars(invoice);
    await gus.sees('Your balance: 20 credits');
  });

  it('stands beside card payments, and no figure adds the two together', async () => {
    const hal = await arrives('Hal');
    const list = await answerTo(hal, '/buy');
    hal.pays(hal.pageOf(list, '10 credits · $5.00'));
    await hal.sees('$5.00\nReference');
    await hal.paysStars(hal.pageOf(list, '⭐ 250'));
    await hal.sees('⭐ 250\nReference');
    expect((await answerTo(hal, '/balance')).text).toContain('30 credits');
    hal.says('Hello');
    const topic = await product.group.topicOf(hal);
    const card = await product.group.sees(topic, 'Lifetime spend');
    expect(card.text).toContain('Lifetime spend: $5.00 + ⭐ 250');
    product.group.writes(0, '/stats');
    await product.group.waitFor(
      () => product.group.messages(0).some(({ kind }) => kind === 'photo'),
      'the figures',
    );
    const stats = product.group.messages(0).find(({ kind }) => kind === 'photo')?.text ?? '';
    expect(stats).toContain('💰 Revenue: $5.00');
    expect(stats).toMatch(/💰 Revenue: ⭐ [\d,]+/);
  });
});
