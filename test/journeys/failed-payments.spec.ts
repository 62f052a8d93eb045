import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TellFailedPayments } from '../../src/billing/failures/tell-failed-payments.job.js';
import { GeneralNotices } from '../../src/telegram/handlers/general-notices.js';
import { calm } from '../support/calm.js';
import type { Customer } from '../support/customer.js';
import { Product } from '../support/product.js';
import { RefundScene } from '../support/refund-scene.js';

const minute = 60 * 1_000;

describe('payments that fail one after the other', () => {
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

  const alertsOf = (name: string): string[] =>
    product.group
      .general()
      .map(({ text }) => text)
      .filter((text) => text.includes('Payment failed') && text.includes(name));

  async function page(customer: Customer, command: string, title: string): Promise<string> {
    customer.says(command);
    return customer.pageOf(await customer.sees(title), 'Pay');
  }

  async function fails(customer: Customer, url: string, times: number): Promise<void> {
    for (let attempt = 0; attempt < times; attempt += 1) customer.pays(url, 'declined');
    await product.stripe.control.settled();
    await calm(product);
  }

  /** What the waiting job does when its time has come; twice, as after a crash. */
  async function tellWaiting(): Promise<void> {
    const jobs = await product.rows<{ payer: string }>(
      `select distinct payer from failed_payments where told_at is null`,
    );
    await Promise.all(
      jobs.flatMap(({ payer }) => [0, 1].map(() => product.part(TellFailedPayments).handle({ payer }))),
    );
    await calm(product);
  }

  it('are one alert for each burst, told at once and edited as more come, and none is lost', async () => {
    const [{ customer: ann }, { customer: bob }] = [await scene.talker('Ann'), await scene.talker('Bob')];
    product.stripe.control.faults.webhook({ kind: 'duplicate', copies: 2, times: 100 });
    const [annsPage, bobsPage] = [
      await page(ann, '/buy10', '10 credits for'),
      await page(bob, '/buy10', '10 credits for'),
    ];
    await fails(ann, annsPage, 4);
    await fails(bob, bobsPage, 1);
    expect(alertsOf('Ann')).toHaveLength(1);
    expect(alertsOf('Bob')).toEqual([expect.stringContaining('Reason: generic_decline')]);
    expect(ann.chat().filter(({ text }) => text.includes('declined'))).toHaveLength(1);
    await tellWaiting();
    expect(alertsOf('Ann')).toEqual([
      expect.stringContaining('4 attempts; reason of the last one: generic_decline'),
    ]);
    product.advance(9 * minute);
    await fails(ann, annsPage, 1);
    await tellWaiting();
    expect(alertsOf('Ann')).toEqual([expect.stringContaining('5 attempts')]);
    expect(alertsOf('Bob')).toHaveLength(1);
    product.advance(11 * minute);
    await fails(ann, annsPage, 1);
    expect(alertsOf('Ann')).toEqual([
      expect.stringContaining('5 attempts'),
      expect.stringContaining('Reason: generic_decline'),
    ]);
    expect(ann.chat().filter(({ text }) => text.includes('declined'))).toHaveLength(2);
    const [sum] = await product.rows(
      `select count(*)::int as failures, count(told_at)::int as told from failed_payments`,
    );
    expect(sum).toEqual({ failures: 7, told: 7 });
  });

  it('say what is true now when an older alert comes late, and again when theirs was deleted', async () => {
    const { customer: cem } = await scene.talker('Cem');
    const url = await page(cem, '/buy10', '10 credits for');
    await fails(cem, url, 2);
    await tellWaiting();
    const [row] = await product.rows<{ key: string; message_id: string }>(
      `select key, message_id from standing_notices order by changed_at desc limit 1`,
    );
    const key = row?.key ?? '';
    await product.part(GeneralNotices).keep(key, 1, { text: 'an older alert about Cem: Payment failed' });
    await calm(product);
    expect(alertsOf('Cem')).toEqual([expect.stringContaining('2 attempts')]);
    product.telegram.actors.deleteMessage(product.group.id, Number(row?.message_id));
    await fails(cem, url, 1);
    await tellWaiting();
    expect(alertsOf('Cem')).toEqual([expect.stringContaining('3 attempts')]);
    await fails(cem, url, 1);
    await tellWaiting();
    expect(alertsOf('Cem')).toEqual([expect.stringContaining('4 attempts')]);
  });
});
