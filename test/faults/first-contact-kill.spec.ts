import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invariantsSql } from '../../src/billing/ledger/invariants.js';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import type { Customer } from '../support/customer.js';
import { eventually } from '../support/eventually.js';
import { FirstContact } from '../support/first-contact.js';
import { KillStage } from '../support/kill-stage.js';

const words = ['one', 'two', 'three'];
const setting = (way: 'captcha' | 'hold'): string =>
  `insert into settings (key, value, updated_at, updated_by) values ('first_contact', '"${way}"', now(), 'test')
   on conflict (key) do update set value = excluded.value`;

describe('messages of somebody unknown, when the process is killed', () => {
  let stage: KillStage;
  beforeAll(async () => {
    stage = await KillStage.start(setting('captcha'));
  });
  afterAll(() => stage.stop());

  const held = async (count: number): Promise<void> => {
    await eventually('everything is held', async () => {
      return (await stage.sql.query(`select 1 from messages where status = 'held'`)).rowCount === count;
    });
  };
  const inSpamTopic = (fits: (message: VisibleMessage) => boolean): VisibleMessage | undefined =>
    stage.group
      .topics()
      .filter(({ name }) => name === '⚠️ Waiting for approval')
      .flatMap(({ threadId }) => stage.group.messages(threadId))
      .find(fits);
  const cardOf = ({ id }: Customer): VisibleMessage | undefined =>
    inSpamTopic(({ text, buttons }) => text.includes(String(id)) && buttons.length > 0);

  it('cross once each, in order, after the right button or the approval', { timeout: 120_000 }, async () => {
    const asked = ['Ann', 'Ben'].map((name) => stage.customer(name));
    for (const word of words) for (const person of asked) person.says(word);
    const questions = await Promise.all(asked.map((person) => new FirstContact(person).question()));
    await held(6);
    await stage.sql.query(setting('hold'));
    await stage.kill();

    for (const [index, person] of asked.entries()) {
      const question = questions[index];
      if (question !== undefined) new FirstContact(person).press(question, true);
    }
    const judged = ['Cid', 'Dot'].map((name) => stage.customer(name));
    for (const person of judged) {
      stage.telegram.actors.send(person.id, 'photo', { caption: 'one' });
      for (const word of words.slice(1)) person.says(word);
    }
    await eventually('both have a card', () => judged.every((person) => cardOf(person) !== undefined));
    await held(6);
    const [card, other] = judged.map(cardOf);
    if (card !== undefined) stage.group.press(card, 'Approve');
    if (other !== undefined) stage.group.press(other, 'Ban');
    await stage.kill();

    const admitted = [...asked, ...judged.slice(0, 1)];
    for (const person of admitted) {
      const copies = (): string[] => stage.group.copiesFor(person).map(({ text }) => text);
      await eventually(
        `all of ${person.name}\n${stage.output}`,
        () => copies().length >= words.length,
        30_000,
      );
      // A call whose answer died with the process is made again; the order holds all the same.
      expect(copies().filter((text, index, all) => all.indexOf(text) === index)).toEqual(words);
    }
    await eventually('all are delivered, but for those of who was banned', async () => {
      const open = await stage.sql.query(
        `select 1 from messages where status not in ('delivered', 'refused')`,
      );
      return open.rowCount === 0;
    });
    const { rows } = await stage.sql.query<{ credits: number }>(
      `select credits::int from credit_accounts where user_id is not null order by user_id`,
    );
    expect(rows.map(({ credits }) => credits)).toEqual([7, 7, 6, 10]);
    const refused = await stage.sql.query(`select 1 from messages where status = 'refused'`);
    const drops = await stage.sql.query(`select after from audit_log where action = 'drop_held'`);
    expect([refused.rowCount, drops.rows]).toEqual([3, [{ after: { messages: 3, photo: 1, text: 2 } }]]);
    const kept = await stage.sql.query(`select 1 from first_contacts where sample_message_id is not null`);
    expect(kept.rowCount).toBe(0);
    expect((await stage.sql.query(invariantsSql)).rows).toEqual([]);
    expect((await stage.sql.query('select kind, error from dead_lane_items')).rows).toEqual([]);
  });
});
