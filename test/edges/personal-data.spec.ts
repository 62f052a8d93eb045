import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PersonalDataSources } from '../../src/users/privacy/personal-data-sources.js';
import { Product } from '../support/product.js';

/** Tables that lead to a person and are in no export, each with the reason. */
const reasons: Readonly<Record<string, string>> = {
  admin_groups: 'groups of moderators; a group is no customer',
  call_budgets: 'when a chat was written to last; overwritten with every call, gone with an erasure',
  content_items: 'content of the moderators’ group, offered to everybody',
  erased_people: 'a hash that nobody can tie to a person, kept so that a welcome and a trial come once',
  group_album_parts: 'messages of moderators in their group',
  group_questions: 'questions to moderators in their group',
  lane_gates: 'until when a chat is closed for calls; minutes, gone with an erasure',
  lane_items:
    'calls and updates on their way, for seconds; what is left over is given up into dead_lane_items',
  lanes: 'the queue of a person, without content; gone with an erasure',
  ledger_checks: 'whether the books agree with themselves',
  provider_prices: 'prices at the provider',
  products: 'what is on sale',
  reconciliation_days: 'sums of a day',
  sent_notices: 'that something was said, by our own numbers; forgotten after a month',
  settings: 'choices of the owner',
  subscription_terms: 'what a period of a plan gives, by the provider’s number of the plan',
  team_members: 'the moderators themselves',
  telegram_updates: 'numbers of updates, forgotten after two days',
  worker_heartbeats: 'processes',
};

/*
 * A table leads to a person when it refers to one, however far around, or has a column that is called like one or can
 * hold anything.
 */
const leadingSql = `
  with recursive leads (name) as (
    select 'users'::name
    union
    select c.relname from leads l
      join pg_class target on target.relname = l.name
      join pg_constraint f on f.contype = 'f' and f.confrelid = target.oid
      join pg_class c on c.oid = f.conrelid
    where l.name not in ('products', 'admin_groups')
  )
  select name::text from leads
  union
  select table_name from information_schema.columns
  where table_schema = 'public' and table_name in
      (select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE')
    and (column_name ~ '(user|customer|telegram|actor|author|chat|person)_?(id|name|hash)$' or data_type in ('jsonb', 'json')
      or column_name in ('lane', 'gate', 'key', 'payer', 'update_id', 'transaction_id'))
  order by 1`;

describe('what is stored about people', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
  });
  afterAll(async () => {
    await product.stop();
  });

  it('is in the export, table by table, or on the list with the reason why not', async () => {
    const exported = new Set(
      product.part(PersonalDataSources).all.flatMap(({ areas }) => areas.map(({ table }) => table)),
    );
    const leading = (await product.rows<{ name: string }>(leadingSql)).map(({ name }) => name);
    expect(leading).toContain('messages');
    expect(leading.filter((table) => !exported.has(table) && !(table in reasons))).toEqual([]);
    // No reason for what is exported anyway.
    expect([...exported].filter((table) => table in reasons)).toEqual([]);
  });

  it('has a name of its own for every area, and a statement that PostgreSQL takes', async () => {
    const areas = product.part(PersonalDataSources).all.flatMap((source) => source.areas);
    expect(new Set(areas.map(({ area }) => area)).size).toBe(areas.length);
    for (const { sql } of areas) expect(await product.rows(sql, [0])).toEqual([]);
  });
});
