import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import { ReportQuery } from '../../src/analytics/report.query.js';
import { EscalateWaits } from '../../src/conversations/episodes/escalate-waits.cron.js';
import { WakeSnoozed } from '../../src/conversations/threads/wake-snoozed.cron.js';
import { Transactor } from '../../src/database/transactor.js';
import type { SettingKey, Settings } from '../../src/users/settings/settings.js';
import { SettingsService } from '../../src/users/settings/settings.service.js';
import { instantOf, wallTimeOf } from '../../src/kernel/zoned-time.js';
import { calm } from '../support/calm.js';
import { eventually } from '../support/eventually.js';
import { Product } from '../support/product.js';
import { SupportThread } from '../support/support-thread.js';

const zone = 'America/New_York';
const minute = 60_000;
const hour = 60 * minute;

interface Episode {
  readonly first: number | null;
  readonly resolution: number | null;
}

describe('how long customers wait, in working time', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start({ variables: { TIME_ZONE: zone } });
    await set('business_hours', 'Mo-Su 09:00-18:00');
    await set('escalate_after_minutes', 30);
  });
  afterEach(async () => {
    expect(await product.rows('select kind, error from dead_lane_items')).toEqual([]);
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  function set<Key extends SettingKey>(key: Key, value: Settings[Key]): Promise<void> {
    return product.part(Transactor).run((tx) => product.part(SettingsService).change(tx, key, value, 'test'));
  }
  /** Tomorrow at that time in the zone of the shop. */
  function goTo(hours: number, minutes = 0): void {
    const now = product.time.now();
    const today = wallTimeOf(now, zone);
    const at = instantOf({ ...today, day: today.day + 1 }, hours * 60 + minutes, zone);
    product.advance(at.getTime() - now.getTime());
  }
  async function opened(name: string): Promise<SupportThread> {
    const thread = await SupportThread.open(product, name);
    await product.group.sees(thread.topic, 'hello');
    await calm(product);
    return thread;
  }
  async function answers({ topic, customer }: SupportThread, text: string): Promise<void> {
    product.group.writes(topic, text);
    await customer.sees(text);
    await calm(product);
  }
  async function look(): Promise<void> {
    const cron = product.part(EscalateWaits);
    // As two processes do it, and once more after a restart.
    await Promise.all([cron.handle(), cron.handle()]);
    await cron.handle();
    await calm(product);
  }
  const alerts = (name: string): VisibleMessage[] =>
    product.group.general().filter(({ text }) => text.includes(name) && /^(🔔|✅)/u.test(text));
  const episodes = ({ topic }: SupportThread): Promise<Episode[]> =>
    product.rows(
      `select first_response_seconds::int as first, resolution_seconds::int as resolution
       from episodes where thread_id = (select id from threads where topic_id = $1) order by id`,
      [topic],
    );
  const minutesOf = (seconds: number | null | undefined): number => Math.round((seconds ?? Number.NaN) / 60);

  it('are kept for every conversation, from the first message to the answer and the end', async () => {
    goTo(17, 30);
    const ann = await opened('Ann');
    goTo(9, 15);
    await answers(ann, 'Good morning');
    await answers(ann, 'And here are the details');
    product.advance(2 * hour);
    product.group.writes(ann.topic, '/close');
    await product.group.sees(ann.topic, 'Conversation closed');
    let [first, ...more] = await episodes(ann);
    // Half an hour in the evening and a quarter in the morning; the night between does not count.
    expect([minutesOf(first?.first), minutesOf(first?.resolution)]).toEqual([45, 165]);
    expect(more).toEqual([]);

    // Closed too early: the same conversation goes on.
    product.group.writes(ann.topic, '/reopen');
    await product.group.sees(ann.topic, 'Conversation reopened');
    product.advance(hour);
    product.group.writes(ann.topic, '/close');
    await calm(product);
    [first, ...more] = await episodes(ann);
    expect([minutesOf(first?.first), minutesOf(first?.resolution), more.length]).toEqual([45, 225, 0]);

    // A new question is a new conversation.
    ann.customer.says('By the way');
    await product.group.sees(ann.topic, 'By the way');
    await calm(product);
    expect((await episodes(ann)).slice(1)).toEqual([{ first: null, resolution: null }]);
    const { current, standing } = await product.part(ReportQuery).of(7);
    expect(minutesOf(current.firstResponse.median)).toBe(45);
    expect(minutesOf(current.resolution.ninetieth)).toBe(225);
    expect(standing).toMatchObject({ waitingForUs: 1, openConversations: 1 });
    await answers(ann, 'Yes?');
  });

  it('lead to one alert in General, which says later who answered and after how long', async () => {
    goTo(10);
    const ben = await opened('Ben');
    product.advance(29 * minute);
    await look();
    expect(alerts('Ben')).toEqual([]);
    product.advance(2 * minute);
    await look();
    await product.group.sees(0, 'Ben has waited 31 min for an answer.');
    product.advance(11 * minute);
    await look();
    await answers(ben, 'Sorry, Ben');
    await product.group.sees(0, '✅ Ben: answered after 42 min by Ada.');
    expect(alerts('Ben')).toHaveLength(1);

    // The next wait is another one; whoever closes ends it as well.
    ben.customer.says('Still not working');
    await product.group.sees(ben.topic, 'Still not working');
    await calm(product);
    product.advance(hour);
    await look();
    product.group.writes(ben.topic, '/close');
    await product.group.sees(0, '✅ Ben: closed after 60 min.');
    expect(alerts('Ben')).toHaveLength(2);
  });

  it('wake nobody at night, and a wait of the evening is told in the morning', async () => {
    goTo(17, 50);
    await opened('Cid');
    goTo(3);
    await look();
    expect(alerts('Cid')).toEqual([]);
    product.advance(6 * hour + 25 * minute);
    await look();
    await product.group.sees(0, /Cid has waited 3\d min/);
  });

  it('do not count while a conversation is snoozed, and stay one wait', async () => {
    goTo(10);
    const dora = await opened('Dora');
    product.group.writes(dora.topic, '/snooze 2h');
    await product.group.sees(dora.topic, 'Snoozed until');
    product.advance(2 * hour + minute);
    await product.part(WakeSnoozed).handle();
    await look();
    expect(alerts('Dora')).toEqual([]);
    product.advance(31 * minute);
    await look();
    expect(alerts('Dora')).toHaveLength(1);
    product.group.writes(dora.topic, '/snooze 1h');
    await calm(product);
    product.advance(hour + minute);
    await product.part(WakeSnoozed).handle();
    product.advance(hour);
    await look();
    expect(alerts('Dora')).toHaveLength(1);
  });

  it('are not told of when nobody wants it, or when an answer was quicker than the alert', async () => {
    goTo(10);
    const eve = await opened('Eve');
    product.advance(hour);
    await set('escalate_after_minutes', 0);
    await look();
    expect(alerts('Eve')).toEqual([]);
    await set('escalate_after_minutes', 30);
    // General is busy with something else, and its alert stands behind that.
    const slow = { method: 'sendMessage', chatId: product.group.id, nth: 1 };
    product.telegram.faults.add(slow, { latencyMs: 700 });
    product.group.writes(0, '/waiting');
    await eventually('General is busy', async () => {
      return (await product.rows(`select 1 from lane_items where lane like 'general:%'`)).length === 1;
    });
    await product.part(EscalateWaits).handle();
    product.group.writes(eve.topic, 'Here I am');
    await eve.customer.sees('Here I am');
    await calm(product);
    expect(await product.rows(`select outcome from escalations where message_id is null`)).toHaveLength(1);
    expect(alerts('Eve')).toEqual([]);
  });
});
