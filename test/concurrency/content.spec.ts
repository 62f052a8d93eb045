import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ReleaseUnlocks } from '../../src/billing/content/release-unlocks.use-case.js';
import { UnlockContent, type Unlocking } from '../../src/billing/content/unlock-content.use-case.js';
import { LedgerRepository } from '../../src/billing/ledger/ledger.repository.js';
import { Transactor } from '../../src/database/transactor.js';
import { UsersRepository } from '../../src/users/users.repository.js';
import { asTelegramId } from '../../src/kernel/ids.js';
import type { User } from '../../src/users/user.entity.js';
import { calm, calmWithoutTrouble } from '../support/calm.js';
import { ContentCustomer } from '../support/content-customer.js';
import { ContentDesk } from '../support/content-desk.js';
import { Product } from '../support/product.js';

const presses = 20;

describe('unlocks at the same moment', () => {
  let product: Product;
  let desk: ContentDesk;

  beforeAll(async () => {
    product = await Product.start();
    desk = new ContentDesk(product);
  });
  afterEach(async () => {
    await calmWithoutTrouble(product);
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  async function userOf({ customer }: ContentCustomer): Promise<User> {
    const { reader } = product.part(Transactor);
    const user = await product.part(UsersRepository).byTelegramId(reader, asTelegramId(customer.id));
    return user as User;
  }

  /** As if every press reached a process of its own. */
  async function together(users: readonly User[], itemId: number, agreed: number): Promise<Unlocking[]> {
    const unlock = product.part(UnlockContent);
    return Promise.all(users.map((customer) => unlock.execute({ customer, itemId, agreed })));
  }

  it('cost one customer once and send the content once while it is on its way', async () => {
    const id = await desk.sells('5 Rush');
    const kim = await ContentCustomer.arrive(product, 'Kim');
    const user = await userOf(kim);
    // Nothing is delivered before every press was handled.
    const free = product.telegram.faults.add(
      { method: 'copyMessage', chatId: kim.customer.id },
      { latencyMs: 2_000 },
    );
    const outcomes = await together(Array<User>(presses).fill(user), id, 5);
    expect(outcomes.filter(({ kind }) => kind === 'paid')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'on-its-way')).toHaveLength(presses - 1);
    expect(await kim.account()).toEqual({ credits: 5, held: 5 });
    await kim.has(1);
    free();
    await kim.isLeftWith(5);
    expect(await kim.movements()).toEqual(['hold', 'capture']);
  });

  it('send it again once while that is on its way', async () => {
    const id = await desk.sells('5 Again');
    const ida = await ContentCustomer.arrive(product, 'Ida');
    ida.unlocks(await ida.finds(id));
    await ida.has(1);
    await ida.isLeftWith(5);
    const user = await userOf(ida);
    const free = product.telegram.faults.add(
      { method: 'copyMessage', chatId: ida.customer.id },
      { latencyMs: 2_000 },
    );
    const outcomes = await together(Array<User>(presses).fill(user), id, 5);
    expect(outcomes.filter(({ kind }) => kind === 'again')).toHaveLength(1);
    await ida.has(2);
    free();
    await calm(product);
    expect(ida.content).toHaveLength(2);
    await ida.isLeftWith(5);
  });

  it('cost once when the button is pressed twenty times on the phone', async () => {
    const id = await desk.sells('5 Nervous');
    const lea = await ContentCustomer.arrive(product, 'Lea');
    const teaser = await lea.finds(id);
    const { actors } = product.telegram;
    for (let press = 0; press < presses; press += 1)
      actors.pressData(lea.customer.id, lea.customer.id, teaser.message_id, `unlock:${id}:5`);
    await calm(product);
    await lea.isLeftWith(5);
    expect(await lea.movements()).toEqual(['hold', 'capture']);
    expect(lea.content.length).toBeGreaterThanOrEqual(1);
  });

  it('never spend credits twice when two items want the same ones', async () => {
    const ids = [await desk.sells('7 One'), await desk.sells('7 Two')];
    const max = await ContentCustomer.arrive(product, 'Max');
    const user = await userOf(max);
    const outcomes = await Promise.all(
      ids.flatMap((id) => Array.from({ length: 5 }, () => together([user], id, 7))),
    );
    const kinds = outcomes.flat().map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'paid')).toHaveLength(1);
    expect(kinds).toContain('short');
    await max.has(1);
    await max.isLeftWith(3);
  });

  it('let two customers have the same item, each paying for themselves', async () => {
    const id = await desk.sells('4 Both');
    const people = [
      await ContentCustomer.arrive(product, 'Ann'),
      await ContentCustomer.arrive(product, 'Bob'),
    ];
    const users = await Promise.all(people.map(userOf));
    const outcomes = await together([...users, ...users, ...users], id, 4);
    expect(outcomes.filter(({ kind }) => kind === 'paid')).toHaveLength(2);
    for (const person of people) {
      await person.isLeftWith(6);
      expect(await person.movements()).toEqual(['hold', 'capture']);
    }
  });

  it('cost once when credits come in while the customer presses again', async () => {
    const id = await desk.sells('15 Late');
    const eva = await ContentCustomer.arrive(product, 'Eva');
    eva.unlocks(await eva.finds(id));
    const short = await eva.customer.sees('Missing: 5 credits');
    const user = await userOf(eva);
    // The payment's own release and the customer's presses meet.
    const account = product.part(LedgerRepository);
    const transactor = product.part(Transactor);
    eva.customer.pays(eva.customer.pageOf(short, '10 credits'));
    await expect
      .poll(
        async () => (await account.account(transactor.reader, user.id)).credits + (await eva.account()).held,
        {
          timeout: 15_000,
        },
      )
      .toBeGreaterThan(10);
    await Promise.all([
      ...Array.from({ length: 5 }, () => together([user], id, 15)),
      ...Array.from({ length: 5 }, () => product.part(ReleaseUnlocks).execute(user.id)),
    ]);
    await calm(product);
    await eva.isLeftWith(5);
    expect(await eva.movements()).toEqual(['hold', 'capture']);
  });
});
