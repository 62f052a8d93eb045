import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ConfirmRefund } from '../../src/billing/refunds/confirm-refund.use-case.js';
import { RefundDesk } from '../../src/billing/refunds/refund-desk.js';
import { PaymentsRepository } from '../../src/billing/purchases/payments.repository.js';
import { AdjustPayment } from '../../src/billing/use-cases/adjust-payment.use-case.js';
import { Reader } from '../../src/database/reader.js';
import { asUserId } from '../../src/kernel/ids.js';
import { calm } from '../support/calm.js';
import { Product } from '../support/product.js';
import { type Buyer, RefundScene } from '../support/refund-scene.js';

const actor = { telegramId: null, name: 'Ada' };

describe('refunds at the same moment', () => {
  let product: Product;
  let scene: RefundScene;
  beforeAll(async () => {
    product = await Product.start();
    scene = await RefundScene.on(product);
  });
  afterEach(async () => {
    product.stripe.control.faults.clear();
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  /** A proposal about the buyer's payment, ready for the second tap. */
  async function proposed({ customer, reference, topic }: Buyer, wanted: 'whole' | number): Promise<number> {
    const [row] = await product.rows<{ id: string }>(`select id from users where telegram_id = $1`, [
      customer.id,
    ]);
    const desk = product.part(RefundDesk);
    const dialog = await desk.open({
      userId: asUserId(Number(row?.id)),
      paymentId: Number(reference.slice(2)),
      reason: null,
      actor,
      requestKey: `test:${crypto.randomUUID()}`,
      place: { chatId: product.group.id, topicId: topic },
    });
    const id = dialog?.request.id ?? 0;
    expect(await desk.propose(id, wanted)).toBeDefined();
    return id;
  }

  const confirm = (requestId: number): Promise<string> =>
    product.part(ConfirmRefund).execute({ requestId, actor, messageId: null });

  it('twenty taps on one confirmation make one refund', async () => {
    const ann = await scene.buyer('Ann');
    const id = await proposed(ann, 400);
    const results = await Promise.all(Array.from({ length: 20 }, () => confirm(id)));
    expect(results.filter((result) => result === 'confirmed')).toHaveLength(1);
    expect(results.filter((result) => result === 'already-confirmed')).toHaveLength(19);
    await ann.customer.sees('10 credits taken back');
    await calm(product);
    expect(await scene.refunded(ann.charge)).toEqual([400]);
    expect(await scene.account(ann.customer)).toEqual({ credits: 25, owed: 0 });
    expect(await scene.audit(ann.customer)).toHaveLength(2);
  });

  it('two administrators with a question each about one payment: the second looks again', async () => {
    const bob = await scene.buyer('Bob');
    const ids = [await proposed(bob, 'whole'), await proposed(bob, 'whole')];
    const results = await Promise.all(ids.map(confirm));
    expect(results.toSorted()).toEqual(['changed', 'confirmed']);
    await bob.customer.sees('25 credits taken back');
    await calm(product);
    expect(await Promise.all(ids.map(confirm))).toContain('already-confirmed');
    await calm(product);
    expect(await scene.refunded(bob.charge)).toEqual([1_000]);
    expect(await scene.account(bob.customer)).toEqual({ credits: 10, owed: 0 });
  });

  it('refund, dispute, refund in the Dashboard and spending cross each other', async () => {
    const people = await Promise.all(['Cid', 'Dee', 'Eli'].map((name) => scene.buyer(name)));
    product.stripe.control.faults.webhook({ kind: 'duplicate', copies: 2, times: 100 });
    await Promise.all(
      people.map(async (person, index) => {
        const id = await proposed(person, 300);
        for (let voice = 0; voice < 4; voice += 1)
          product.telegram.actors.send(person.customer.id, 'voice', {});
        const confirmed = confirm(id);
        if (index === 0) product.stripe.control.createDispute(person.charge, { amount: 700 });
        if (index === 1) product.stripe.control.refundFromDashboard(person.charge, 700);
        await confirmed;
      }),
    );
    await product.stripe.control.settled();
    await calm(product);
    for (const { customer, charge } of people) {
      const [state] = await product.rows<{ gone: number; clawed: number; net: number; held: number }>(
        `select (p.refunded_amount + p.disputed_amount)::int as gone, p.clawed_credits::int as clawed,
           (a.credits - a.owed)::int as net, a.held::int
         from payments p join credit_accounts a using (user_id) join users u on u.id = p.user_id
         where u.telegram_id = $1`,
        [customer.id],
      );
      const refunded = (await scene.refunded(charge)).reduce((sum, amount) => sum + amount, 0);
      const disputed = charge === people[0]?.charge ? 700 : 0;
      expect(state?.gone).toBe(refunded + disputed);
      expect(state?.clawed).toBe(Math.ceil((25 * (refunded + disputed)) / 1_000));
      const delivered = product.group.copies(await product.group.topicOf(customer)).length - 1;
      expect(state).toMatchObject({ net: 35 - delivered * 5 - (state?.clawed ?? 0), held: 0 });
    }
  });

  it('an answer that is older than what was booked since is not booked', async () => {
    const { charge } = await scene.buyer('Fay');
    const charges = product.stripe.control.charges();
    const intent = String(charges.find(({ id }) => id === charge)?.payment_intent);
    const payments = product.part(PaymentsRepository);
    const seen = await payments.adjustmentsOf(product.part(Reader), 'stripe', intent);
    product.stripe.control.refundFromDashboard(charge, 1_000);
    await product.group.sees(0, /Refund: \$10\.00 for 25 credits[\s\S]*Fay/);
    const old = { provider: 'stripe', paymentIntentId: intent, refunded: 0, disputed: 0, disputes: [] };
    expect(await product.part(AdjustPayment).execute(old, seen)).toBe('outdated');
    const [row] = await product.rows(
      `select refunded_amount::int as refunded from payments where payment_intent_id = $1`,
      [intent],
    );
    expect(row).toEqual({ refunded: 1_000 });
  });
});
