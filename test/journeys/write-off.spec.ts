import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Customer } from '../support/customer.js';
import { Product } from '../support/product.js';

describe('a debt that an administrator gives up', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
  });
  afterEach(async () => {
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  /** Somebody who spent 35 credits, 25 of which were refunded. */
  async function debtor(name: string): Promise<{ customer: Customer; topic: number }> {
    const customer = product.customer(name);
    customer.start();
    await customer.sees('Hello');
    await customer.buys('25 credits');
    await customer.sees('Your balance: 35 credits');
    for (let n = 0; n < 6; n += 1) product.telegram.actors.send(customer.id, 'voice', {});
    const topic = await product.group.topicOf(customer);
    await product.group.waitFor(() => product.group.copies(topic).length === 6, 'six voice messages');
    product.stripe.control.refundFromDashboard(product.stripe.control.charges().at(-1)?.id ?? '');
    await customer.sees('20 credits owed');
    return { customer, topic };
  }

  async function owed(customer: Customer): Promise<number | undefined> {
    const rows = await product.rows<{ owed: number }>(
      `select owed::int from credit_accounts where user_id = (select id from users where telegram_id = $1)`,
      [customer.id],
    );
    return rows[0]?.owed;
  }

  const log = (): Promise<object[]> =>
    product.rows(
      `select actor_name, reason, before, after from audit_log where action = 'write_off' order by id`,
    );

  it('is asked for with the sum, written off once however often it is confirmed, told and logged', async () => {
    const { customer, topic } = await debtor('Ann');
    product.group.writes(topic, '/writeoff she was <b>kind</b>');
    const question = await product.group.sees(topic, 'Ann owes 20 credits. Write the debt off?');
    expect(question.text).toContain('Reason: she was <b>kind</b>');
    const presses = [1, 2].map(() => product.group.press(question, 'Write off 20 credits'));
    await Promise.all(presses.map((press) => press.answered()));
    await product.group.sees(topic, 'Debt of 20 credits written off by Ada');
    await customer.sees('We have cancelled what you owed (20 credits)');
    expect(await owed(customer)).toBe(0);
    expect(await log()).toEqual([
      { actor_name: 'Ada', reason: 'she was <b>kind</b>', before: { owed: 20 }, after: { owed: 0 } },
    ]);
    customer.says('/history');
    await customer.sees('debt cancelled → 0');
    await customer.buys('10 credits');
    await customer.sees('Your balance: 10 credits');
    product.group.writes(topic, '/writeoff');
    await product.group.sees(topic, 'Ann owes nothing');
  });

  it('stays when the question is answered with no, by somebody else, or too late', async () => {
    const { customer, topic } = await debtor('Ben');
    product.group.writes(topic, '/writeoff', { by: product.group.member });
    await product.group.sees(topic, 'Only administrators');
    product.group.writes(topic, '/writeoff');
    const question = await product.group.sees(topic, 'Ben owes 20 credits');
    const refused = await product.group
      .press(question, 'Write off 20 credits', product.group.member)
      .answered();
    expect(refused.text).toContain('Only administrators');
    await customer.buys('10 credits');
    await customer.sees('Paid: 10 credits');
    const late = await product.group.press(question, 'Write off 20 credits').answered();
    expect(late.text).toContain('The debt has changed meanwhile');
    await product.group.press(question, 'Keep it').answered();
    await product.group.sees(topic, 'Nothing was written off');
    expect(await owed(customer)).toBe(10);
    expect(await log()).toHaveLength(1);
  });
});
