import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invariantsSql } from '../../src/billing/ledger/invariants.js';
import { eventually } from '../support/eventually.js';
import { FirstContact } from '../support/first-contact.js';
import { KillStage } from '../support/kill-stage.js';

const words = ['one', 'two', 'three', 'four', 'five'];

describe('messages of somebody unknown, when the process is killed', () => {
  let stage: KillStage;
  beforeAll(async () => {
    stage = await KillStage.start(
      `insert into settings (key, value, updated_at, updated_by) values ('first_contact', '"captcha"', now(), 'test')`,
    );
  });
  afterAll(() => stage.stop());

  it('cross once each, in order, after the right button', { timeout: 120_000 }, async () => {
    const people = ['Ann', 'Ben', 'Cid'].map((name) => stage.customer(name));
    for (const word of words) for (const person of people) person.says(word);
    const questions = await Promise.all(people.map((person) => new FirstContact(person).question()));
    await eventually('everything is held', async () => {
      const held = await stage.sql.query(`select 1 from messages where status = 'held'`);
      return held.rowCount === people.length * words.length;
    });
    await stage.kill();
    for (const [index, person] of people.entries()) {
      const question = questions[index];
      if (question !== undefined) new FirstContact(person).press(question, true);
    }
    await stage.kill();
    for (const person of people) {
      const copies = (): string[] => stage.group.copiesFor(person).map(({ text }) => text);
      await eventually(
        `all of ${person.name}\n${stage.output}`,
        () => copies().length >= words.length,
        30_000,
      );
      // A call whose answer died with the process is made again; the order holds all the same.
      expect(copies().filter((text, index, all) => all.indexOf(text) === index)).toEqual(words);
    }
    await eventually('all are delivered', async () => {
      const open = await stage.sql.query(`select 1 from messages where status <> 'delivered'`);
      return open.rowCount === 0;
    });
    const { rows } = await stage.sql.query<{ credits: number }>(
      `select credits::int from credit_accounts where user_id is not null`,
    );
    expect(rows.map(({ credits }) => credits)).toEqual([5, 5, 5]);
    expect((await stage.sql.query(invariantsSql)).rows).toEqual([]);
    expect((await stage.sql.query('select kind, error from dead_lane_items')).rows).toEqual([]);
  });
});
