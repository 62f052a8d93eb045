import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ExpireCredits } from '../../src/billing/ledger/expire-credits.cron.js';
import { Freeze } from '../../src/billing/ledger/freeze.js';
import { Transactor } from '../../src/database/transactor.js';
import { asUserId } from '../../src/kernel/ids.js';
import type { Customer } from '../support/customer.js';
import { Product } from '../support/product.js';

describe('credits that end or are held back', () => {
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

  async function arrives(name: string, language = 'en'): Promise<Customer> {
    const customer = product.customer(name, language);
    customer.start();
    await customer.waitFor(() => customer.chat().some(({ isFromBot }) => isFromBot), 'a greeting');
    return customer;
  }

  /** What the bot answers to a command. */
  async function asks(customer: Customer, command: string): Promise<string> {
    const before = customer.chat().length;
    customer.says(command);
    const answers = (): string[] =>
      customer
        .chat()
        .slice(before)
        .filter(({ isFromBot }) => isFromBot)
        .map(({ text }) => text);
    await customer.waitFor(() => answers().length > 0, `an answer to ${command}`);
    return answers()[0] ?? '';
  }

  const ofCustomer = `user_id = (select id from users where telegram_id = $1)`;

  async function expireNow(customer: Customer): Promise<void> {
    await product.rows(
      `update credit_lots set expires_at = now() - interval '1 minute' where expires_at is not null and ${ofCustomer}`,
      [customer.id],
    );
  }

  it('ends a plan’s credits three days after the paid period, and never those of a pack', async () => {
    const ann = await arrives('Ann');
    await ann.buys('25 credits');
    await ann.sees('Your balance: 35 credits');
    await ann.buys('Monthly plan');
    await ann.sees('Your balance: 135 credits');
    const lots = await product.rows(
      `select l.origin, round(extract(epoch from l.expires_at - a.ends_at) / 86400)::int as days
       from credit_lots l left join access_periods a on a.source_id = l.source_id
       where l.${ofCustomer} order by l.id`,
      [ann.id],
    );
    expect(lots).toEqual([
      { origin: 'promo', days: null },
      { origin: 'paid', days: null },
      { origin: 'subscription', days: 3 },
    ]);
    expect(await asks(ann, '/balance')).toMatch(/⌛️ 100 credits expire on \w+ \d+, \d{4}/);
    await expireNow(ann);
    const balance = await asks(ann, '/balance');
    expect(balance).toContain('35 credits');
    expect(balance).not.toContain('expire');
    await product.part(ExpireCredits).handle();
    expect(await asks(ann, '/history')).toMatch(/^.*\n\n−100 expired → 35\n/);
  });

  it('says what has expired in the language of the customer, and on the card', async () => {
    const words = { es: 'caducado', ru: 'срок истёк' };
    for (const [language, word] of Object.entries(words)) {
      const customer = await arrives('Bo', language);
      customer.says('hola');
      const topic = await product.group.topicOf(customer);
      await product.group.waitFor(() => product.group.copies(topic).length === 1, 'the message');
      await product.group.card(topic);
      // Long enough ago that the next edit need not wait.
      await product.rows(
        `update threads set card_edited_at = now() - interval '1 hour', card_wanted = false where ${ofCustomer}`,
        [customer.id],
      );
      await product.rows(`update credit_lots set expires_at = now() + interval '1 day' where ${ofCustomer}`, [
        customer.id,
      ]);
      await expireNow(customer);
      await product.part(ExpireCredits).handle();
      expect(await asks(customer, '/history')).toContain(`−9 ${word} → 0`);
      await product.group.waitFor(
        () =>
          product.group.messages(topic).some(({ isPinned, text }) => isPinned && text.includes('0 credits')),
        'the card without the expired credits',
      );
    }
  });

  it('holds credits back while their payment is checked, shows that, and lets waiting messages go afterwards', async () => {
    const cy = await arrives('Cy');
    await cy.buys('25 credits');
    await cy.sees('Your balance: 35 credits');
    for (let n = 0; n < 2; n += 1) product.telegram.actors.send(cy.id, 'voice', {});
    const topic = await product.group.topicOf(cy);
    await product.group.waitFor(() => product.group.copies(topic).length === 2, 'two voice messages');
    const [payment] = await product.rows<{ userId: string; type: string; id: string }>(
      `select user_id as "userId", source_type as type, source_id as id from payments where ${ofCustomer}`,
      [cy.id],
    );
    const { userId, type, id } = payment ?? { userId: '0', type: '', id: '' };
    const input = {
      userId: asUserId(Number(userId)),
      grant: { type, id },
      source: { type: 'early_fraud_warning', id: 'issfr_1' },
      reason: 'early fraud warning',
    };
    const run = (what: 'freeze' | 'thaw'): Promise<string> =>
      product.part(Transactor).run((tx) => product.part(Freeze)[what](tx, input));
    expect(await run('freeze')).toBe('frozen');
    const balance = await asks(cy, '/balance');
    expect(balance).toContain('💳 0 credits');
    expect(balance).toContain('25 credits on hold while a payment is checked');
    expect(await asks(cy, '/history')).toContain('−25 on hold while a payment is checked → 0');
    product.group.writes(topic, '/info');
    await product.group.sees(topic, '25 credits on hold while a payment is checked');
    cy.says('are you there?');
    await cy.sees('Your message costs 1 credit. You have 0 credits.');
    expect(await run('thaw')).toBe('thawed');
    await product.group.sees(topic, 'are you there?');
    expect(await asks(cy, '/balance')).toContain('24 credits');
  });
});
