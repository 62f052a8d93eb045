import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invariantsSql } from '../../src/billing/ledger/invariants.js';
import type { Customer } from '../support/customer.js';
import { eventually } from '../support/eventually.js';
import { KillStage } from '../support/kill-stage.js';

const customers = 10;
const messagesEach = 14;
const answersEach = 4;
const kills = 4;

/** Small, seeded and good enough to spread moments; the seed is in every failure's message. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

describe('SIGKILL at random moments', () => {
  const seed = Number(process.env['TEST_SEED'] ?? Math.floor(performance.timeOrigin % 1_000_000));
  const random = randomFrom(seed);
  let stage: KillStage;

  beforeAll(async () => {
    stage = await KillStage.start();
  });
  afterAll(() => stage.stop());

  it(
    `loses no message, grants every payment once, keeps every ledger rule (seed ${seed})`,
    { timeout: 240_000 },
    async () => {
      const people = Array.from({ length: customers }, (_, index) => stage.customer(`C${index}`));
      // Everybody buys a hundred credits, so that every message can be paid.
      for (const person of people) person.says('/buy100');
      const pages = await Promise.all(
        people.map(async (person) => person.pageOf(await person.sees('100 credits for'), 'Pay')),
      );

      const work = play(people, pages);
      for (let kill = 0; kill < kills; kill += 1) {
        await pause(150 + random() * 900);
        await stage.kill();
      }
      const answers = await work;
      stage.stripe.control.retryWebhooks();

      for (const person of people) {
        const topic = await stage.group.topicOf(person);
        const expected = Array.from({ length: messagesEach }, (_, index) => `${person.name} says ${index}`);
        await eventually(
          `all messages of ${person.name} stand in the topic (seed ${seed})\n${stage.output}`,
          () => expected.every((text) => copiesIn(person).includes(text)),
          60_000,
        );
        // A send whose answer was lost with the process is made again; order and completeness hold all the same.
        expect(withoutRepeats(copiesIn(person))).toEqual(expected);
        const answered = answers.get(person.name) ?? [];
        await eventually(
          `all answers reach ${person.name} (seed ${seed})`,
          () => answered.every((text) => person.chat().some((message) => message.text === text)),
          60_000,
        ).catch((error: unknown) => {
          throw new Error(`${String(error)}\n${told(person)}`);
        });
        expect(topic).toBeGreaterThan(0);
      }

      await eventually(`everything is settled (seed ${seed})`, settled, 60_000);
      const grants = await stage.sql.query<{ count: number }>(
        `select count(*)::int as count from ledger_transactions where kind = 'grant' and source_type = 'checkout_session'`,
      );
      expect(grants.rows[0]?.count).toBe(customers);
      const balances = await stage.sql.query<{ credits: string; held: string }>(
        'select credits, held from credit_accounts',
      );
      for (const { credits, held } of balances.rows) {
        expect({ credits: Number(credits), held: Number(held) }).toEqual({
          credits: 110 - messagesEach,
          held: 0,
        });
      }
      expect((await stage.sql.query(invariantsSql)).rows).toEqual([]);
      expect((await stage.sql.query('select * from dead_lane_items')).rows).toEqual([]);
      for (const person of people) {
        expect(
          person.chat().filter((message) => message.text.includes('Paid')).length,
        ).toBeGreaterThanOrEqual(1);
      }
    },
  );

  /** 200 updates and payments, spread over a few seconds. Returns what was answered to whom. */
  async function play(people: Customer[], pages: string[]): Promise<Map<string, string[]>> {
    const answers = new Map<string, string[]>();
    const written = new Map<string, number>();
    const turns = people.flatMap((person, who) => [
      ...Array.from({ length: messagesEach }, () => ({ person, who, act: 'write' as const })),
      ...Array.from({ length: answersEach }, () => ({ person, who, act: 'answer' as const })),
      { person, who, act: 'pay' as const },
    ]);
    turns.sort(() => random() - 0.5);
    for (const { person, who, act } of turns) {
      await pause(random() * 40);
      if (act === 'pay') person.pays(pages[who] ?? '');
      if (act === 'write') {
        const index = written.get(person.name) ?? 0;
        written.set(person.name, index + 1);
        person.says(`${person.name} says ${index}`);
      }
      if (act === 'answer') answer(person, answers);
    }
    return answers;
  }

  function answer(person: Customer, answers: Map<string, string[]>): void {
    const topic = stage.group
      .topics()
      .find((candidate) => candidate.name.endsWith(String(person.id)))?.threadId;
    // Nobody can answer before there is a topic.
    if (topic === undefined) return;
    const said = answers.get(person.name) ?? [];
    const text = `answer ${said.length} to ${person.name}`;
    answers.set(person.name, [...said, text]);
    stage.group.writes(topic, text);
  }

  const copiesIn = (person: Customer): string[] => stage.group.copiesFor(person).map(({ text }) => text);

  /** For whoever reads a failure: every topic of that customer, and the chat. */
  function told(person: Customer): string {
    const topics = stage.group.topics().filter((topic) => topic.name.endsWith(String(person.id)));
    const lines = (messages: readonly { text: string }[]): string[] =>
      messages.map(({ text }) => `  ${text}`);
    const parts = topics.flatMap(({ threadId }) => [
      `topic ${threadId}`,
      ...lines(stage.group.messages(threadId)),
    ]);
    return [...parts, 'chat', ...lines(person.chat()), stage.output].join('\n');
  }

  async function settled(): Promise<boolean> {
    const { rows } = await stage.sql.query<{ open: number }>(
      `select (select count(*) from lane_items where kind <> 'refresh-card')
            + (select count(*) from graphile_worker.jobs where run_at <= now())
            + (select count(*) from credit_holds where status = 'open')
            + (select count(*) from messages where status in ('queued', 'short')) as open`,
    );
    return Number(rows[0]?.open) === 0;
  }
});

function withoutRepeats(texts: string[]): string[] {
  return [...new Set(texts)];
}
