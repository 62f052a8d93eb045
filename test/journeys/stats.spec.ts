import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import { History } from '../support/history.js';
import { Product } from '../support/product.js';

const dayMs = 24 * 60 * 60 * 1_000;
const ago = (days: number): string => new Date(Date.now() - days * dayMs).toISOString();

describe('/stats in the moderators’ group', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start({ variables: { TIME_ZONE: 'Asia/Tokyo' } });
  });
  afterAll(async () => {
    expect(await product.rows('select * from dead_lane_items')).toEqual([]);
    await product.stop();
  });

  const pictures = (topic: number): VisibleMessage[] =>
    product.group.messages(topic).filter(({ isFromBot, kind }) => isFromBot && kind === 'photo');

  /** The one picture that answers the command. */
  async function answer(topic: number, command: string): Promise<VisibleMessage> {
    const asked = product.group.writes(topic, command, { by: product.group.member });
    const answers = (): VisibleMessage[] => pictures(topic).filter(({ replyTo }) => replyTo === asked);
    await product.group.waitFor(() => answers().length > 0, `an answer to ${command}`);
    expect(answers()).toHaveLength(1);
    return answers()[0] as VisibleMessage;
  }

  it('says honestly that nothing has happened yet', async () => {
    const { text } = await answer(0, '/stats');
    expect(text).toContain('Last 7 days');
    expect(text).toContain('No payments in this period, and none in the one before.');
    expect(text).toContain('Waiting for an answer now: nobody');
  });

  it('shows the numbers and one chart in General and in a topic', async () => {
    // Given a customer who paid today, wrote and was answered
    const anna = product.customer('Anna');
    anna.start();
    await anna.sees('Hello, Anna');
    await anna.buys('10 credits');
    await anna.sees('Paid');
    anna.says('Good morning!');
    const topic = await product.group.topicOf(anna);
    await product.group.sees(topic, 'Good morning!');
    product.group.writes(topic, 'Good morning, Anna!');
    await anna.sees('Good morning, Anna!');
    // And payments of other days and in another currency
    const history = new History(product.sql);
    await history.payment({ amount: 1_250, at: ago(10) });
    await history.payment({ amount: 900, at: ago(20), refunded: 400 });
    await history.payment({ amount: 700, at: ago(20), currency: 'eur' });
    await history.payment({ amount: 1_000, at: ago(45) });

    // When somebody asks for thirty days
    const shown = await answer(0, '/stats 30d');

    // Then the caption has this period's figures beside those of the one before, each currency by itself
    expect(shown.text).toContain('💰 Revenue: $22.50 ▲ 125 %, after $4.00 of refunds\n');
    expect(shown.text).toContain('💰 Revenue: €7.00 ▲ from 0\n');
    expect(shown.text).toContain('🧾 Payments: 4 ▲ 300 %, customers who paid: 4 ▲ 300 %');
    expect(shown.text).toContain('👥 New customers: 1 ▲ from 0');
    expect(shown.text).toContain('✉️ Messages in: 1 ▲ from 0, out: 1 ▲ from 0');
    expect(shown.text).toContain('🪙 Credits sold: 10 ▲ from 0, free: 10 ▲ from 0, spent: 1 ▲ from 0');
    expect(shown.text).toMatch(/⏱ Half of the answers came within \d+ s\n/);
    expect(shown.text).toContain('Days of Asia/Tokyo.');
    expect(await fileOf(shown)).toMatch(/^89504e47/);

    // And the same in a topic, where nothing of it reaches the customer
    const before = anna.chat().length;
    const inTopic = await answer(topic, '/stats 7d');
    expect(inTopic.text).toContain('💰 Revenue: $5.00 ▼ 60 %\n🧾 Payments: 1 (as before)');
    expect(inTopic.threadId).toBe(topic);
    expect(anna.chat()).toHaveLength(before);
  });

  it('explains itself when it does not understand the period', async () => {
    const count = pictures(0).length;
    product.group.writes(0, '/stats 5y');
    await product.group.sees(0, 'Write /stats 7d, /stats 30d or /stats 90d.');
    expect(pictures(0)).toHaveLength(count);
  });

  it('sends the numbers alone where pictures are forbidden', async () => {
    const description = 'Bad Request: not enough rights to send photos to the chat';
    product.telegram.faults.add({ method: 'sendPhoto', nth: 1 }, { error: { code: 400, description } });
    product.group.writes(0, '/stats 90d');
    const text = await product.group.sees(0, 'Last 90 days');
    expect(text.kind).toBe('text');
    expect(text.text).toContain('$32.50');
  });

  /** The bytes of the largest size, in hexadecimal. */
  async function fileOf({ content }: VisibleMessage): Promise<string> {
    const sizes = content['photo'] as { file_id: string }[];
    const { url, token } = product.telegram;
    const described = await fetch(`${url}/bot${token}/getFile?file_id=${sizes.at(-1)?.file_id ?? ''}`);
    const { result } = (await described.json()) as { result: { file_path: string } };
    const file = await fetch(`${url}/file/bot${token}/${result.file_path}`);
    return Buffer.from(await file.arrayBuffer()).toString('hex');
  }
});
