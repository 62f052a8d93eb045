import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Scene } from './testing/scene.js';

const month = 2_592_000;
const invoice = {
  title: '10 credits',
  description: 'For ten messages',
  payload: 'purchase-1',
  provider_token: '',
  currency: 'XTR',
  prices: [{ label: '10 credits', amount: 250 }],
};

describe('payments in Stars', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await Scene.open();
    scene.telegram.actors.start(scene.ann);
    await scene.listen();
  });
  afterEach(async () => {
    await scene.close();
  });

  const link = async (more: Record<string, unknown> = {}): Promise<string> =>
    (await scene.bot.call('createInvoiceLink', { ...invoice, ...more })).result as unknown as string;

  /** Pays; the bot agrees. Returns the payment's id. */
  async function pay(address: string): Promise<string> {
    const payment = scene.telegram.actors.payInvoice(scene.ann, address);
    await scene.bot.ok('answerPreCheckoutQuery', { pre_checkout_query_id: payment.queryId, ok: true });
    return (await payment.settled()).chargeId ?? '';
  }

  const messagesWith = (field: string): Record<string, unknown>[] =>
    scene.receiver
      .of('message')
      .map((message) => message[field] as Record<string, unknown> | undefined)
      .filter((content) => content !== undefined);

  it('asks the bot, then charges and tells it in the payer’s chat', async () => {
    const address = await link();
    expect(address).toMatch(/^https:\/\/t\.me\/\$\w+$/);
    const payment = scene.telegram.actors.payInvoice(scene.ann, address);
    await scene.idle();
    expect(scene.receiver.of('pre_checkout_query')).toEqual([
      {
        id: payment.queryId,
        from: expect.objectContaining({ id: scene.ann }) as object,
        currency: 'XTR',
        total_amount: 250,
        invoice_payload: 'purchase-1',
      },
    ]);
    await scene.bot.ok('answerPreCheckoutQuery', { pre_checkout_query_id: payment.queryId, ok: true });
    await scene.idle();
    const { status, chargeId } = await payment.settled();
    expect(status).toBe('paid');
    expect(messagesWith('successful_payment')).toEqual([
      {
        currency: 'XTR',
        total_amount: 250,
        invoice_payload: 'purchase-1',
        telegram_payment_charge_id: chargeId,
        provider_payment_charge_id: expect.any(String) as string,
      },
    ]);
    expect(await scene.bot.ok('getMyStarBalance')).toEqual({ amount: 250 });
  });

  it('charges nothing when the bot refuses, and shows its reason', async () => {
    const payment = scene.telegram.actors.payInvoice(scene.ann, await link());
    const refusal = { pre_checkout_query_id: payment.queryId, ok: false };
    expect((await scene.bot.call('answerPreCheckoutQuery', refusal)).description).toBe(
      'Bad Request: parameter "error_message" is required',
    );
    await scene.bot.ok('answerPreCheckoutQuery', { ...refusal, error_message: 'Sold out' });
    expect(await payment.settled()).toMatchObject({ status: 'refused', errorMessage: 'Sold out' });
    expect((await scene.bot.call('answerPreCheckoutQuery', { ...refusal, ok: true })).ok).toBe(false);
    expect(await scene.bot.ok('getMyStarBalance')).toEqual({ amount: 0 });
  });

  it('gives the bot ten seconds', async () => {
    const address = await link();
    const inTime = scene.telegram.actors.payInvoice(scene.ann, address);
    scene.telegram.clock.advance(9_900);
    await scene.bot.ok('answerPreCheckoutQuery', { pre_checkout_query_id: inTime.queryId, ok: true });
    const late = scene.telegram.actors.payInvoice(scene.ann, address);
    scene.telegram.clock.advance(10_001);
    expect((await late.settled()).status).toBe('timed_out');
    const answer = await scene.bot.call('answerPreCheckoutQuery', {
      pre_checkout_query_id: late.queryId,
      ok: true,
    });
    expect(answer.description).toBe(
      'Bad Request: query is too old and response timeout expired or query ID is invalid',
    );
  });

  it('lets the same invoice be paid again, and refuses a payer without enough Stars', async () => {
    const address = await link();
    const { actors } = scene.telegram;
    actors.setStars(scene.ann, 500);
    const first = await pay(address);
    expect(await pay(address)).not.toBe(first);
    expect(actors.starsOf(scene.ann)).toBe(0);
    expect(() => actors.payInvoice(scene.ann, address)).toThrow('not enough Stars');
  });

  it('refunds once, tells so in the chat, and lists both in order', async () => {
    const chargeId = await pay(await link());
    const refund = { user_id: scene.ann, telegram_payment_charge_id: chargeId };
    await scene.bot.ok('refundStarPayment', refund);
    await scene.idle();
    expect(messagesWith('refunded_payment')).toMatchObject([
      { telegram_payment_charge_id: chargeId, total_amount: 250, invoice_payload: 'purchase-1' },
    ]);
    const refusal = async (params: object): Promise<unknown> =>
      (await scene.bot.call('refundStarPayment', { ...refund, ...params })).description;
    expect(await refusal({})).toBe('Bad Request: CHARGE_ALREADY_REFUNDED');
    expect(await refusal({ telegram_payment_charge_id: 'stx0' })).toBe('Bad Request: CHARGE_NOT_FOUND');
    expect(await refusal({ user_id: scene.owner })).toBe('Bad Request: CHARGE_NOT_FOUND');
    const partner = { type: 'user', transaction_type: 'invoice_payment', invoice_payload: 'purchase-1' };
    expect(await scene.bot.ok('getStarTransactions')).toMatchObject({
      transactions: [
        { id: chargeId, amount: 250, source: partner },
        { id: chargeId, amount: 250, receiver: partner },
      ],
    });
    const { transactions } = await scene.bot.ok('getStarTransactions', { offset: 1, limit: 1 });
    expect(transactions).toHaveLength(1);
  });

  it('renews a subscription every thirty days until somebody ends it', async () => {
    const { actors, clock } = scene.telegram;
    const first = await pay(await link({ subscription_period: month }));
    clock.advance(month * 1_000 + 1_000);
    await scene.idle();
    const [bought, renewed] = messagesWith('successful_payment');
    expect(bought).toMatchObject({ is_recurring: true, is_first_recurring: true });
    expect(renewed).toMatchObject({ is_recurring: true, invoice_payload: 'purchase-1' });
    expect(renewed).not.toHaveProperty('is_first_recurring');
    expect(renewed?.['telegram_payment_charge_id']).not.toBe(first);
    const [until, next] = [bought, renewed].map((payment) =>
      Number(payment?.['subscription_expiration_date']),
    );
    expect((next ?? 0) - (until ?? 0)).toBe(month);
    actors.cancelStarSubscription(scene.ann, first);
    actors.resumeStarSubscription(scene.ann, first);
    await scene.idle();
    const edit = { user_id: scene.ann, telegram_payment_charge_id: first };
    await scene.bot.ok('editUserStarSubscription', { ...edit, is_canceled: true });
    clock.advance(month * 1_000);
    await scene.idle();
    expect(scene.receiver.of('subscription').map(({ state }) => state)).toEqual(['canceled', 'active']);
    expect(messagesWith('successful_payment')).toHaveLength(2);
    expect(actors.starSubscriptions(scene.ann)).toMatchObject([{ isEnded: true }]);
  });

  it('ends a subscription whose payer lacks Stars, and tells the bot', async () => {
    const { actors, clock } = scene.telegram;
    actors.setStars(scene.ann, 300);
    await pay(await link({ subscription_period: month }));
    clock.advance(month * 1_000 + 1_000);
    await scene.idle();
    expect(scene.receiver.of('subscription')).toMatchObject([
      { state: 'failed', invoice_payload: 'purchase-1', user: { id: scene.ann } },
    ]);
    expect(messagesWith('successful_payment')).toHaveLength(1);
  });

  it('sends an invoice as a message with a button to pay', async () => {
    const message = await scene.bot.ok('sendInvoice', { ...invoice, chat_id: scene.ann });
    expect(message).toMatchObject({ invoice: { currency: 'XTR', total_amount: 250, title: '10 credits' } });
    const button = scene.telegram.actors.lastMessage(scene.ann)?.buttons[0]?.[0];
    expect(await pay(String(button?.['url']))).toMatch(/^stx/);
  });

  it.each([
    ['two prices', { prices: [invoice.prices[0], invoice.prices[0]] }, 'STARS_INVOICE_INVALID'],
    ['a provider token', { provider_token: '123:TEST' }, 'STARS_INVOICE_INVALID'],
    ['no Stars at all', { prices: [{ label: 'x', amount: 0 }] }, 'STARS_INVOICE_INVALID'],
    ['money', { currency: 'USD' }, 'PAYMENT_PROVIDER_INVALID'],
    ['a year', { subscription_period: 31_536_000 }, 'SUBSCRIPTION_PERIOD_INVALID'],
    [
      'a dear subscription',
      { subscription_period: month, prices: [{ label: 'x', amount: 10_001 }] },
      'STARS_INVOICE_INVALID',
    ],
    ['a long title', { title: 'x'.repeat(33) }, 'TITLE_INVALID'],
    ['no payload', { payload: '' }, 'INVOICE_PAYLOAD_INVALID'],
  ])('refuses an invoice with %s', async (_what, change, refusal) => {
    const answer = await scene.bot.call('createInvoiceLink', { ...invoice, ...change });
    expect(answer.description).toBe(`Bad Request: ${refusal}`);
  });

  it('keeps invoices, payments and subscriptions over a restart', async () => {
    const address = await link({ subscription_period: month });
    const chargeId = await pay(address);
    const snapshot: unknown = JSON.parse(JSON.stringify(scene.telegram.snapshot()));
    const later = await Scene.open({ snapshot });
    expect(later.telegram.actors.openInvoice(address)).toMatchObject({ amount: 250 });
    expect(later.telegram.actors.starSubscriptions(scene.ann)).toMatchObject([{ chargeId }]);
    expect(await later.bot.ok('getMyStarBalance')).toEqual({ amount: 250 });
    await later.close();
  });
});
