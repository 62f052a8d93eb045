import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Transactor } from '../../src/database/transactor.js';
import { SettingsService } from '../../src/users/settings/settings.service.js';
import type { SettingKey, Settings } from '../../src/users/settings/settings.js';
import { calm } from '../support/calm.js';
import type { Customer } from '../support/customer.js';
import { Product } from '../support/product.js';

const hour = 60 * 60 * 1_000;
const dayNames = ['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa'];

describe('what customers hear at once', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
  });
  afterEach(async () => {
    expect(await product.rows('select kind, error from dead_lane_items')).toEqual([]);
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  const set = <Key extends SettingKey>(key: Key, value: Settings[Key]): Promise<void> =>
    product.part(Transactor).run((tx) => product.part(SettingsService).change(tx, key, value, 'test'));
  async function writes(customer: Customer, text: string): Promise<void> {
    customer.says(text);
    await product.group.sees(await product.group.topicOf(customer), text);
    await calm(product);
  }
  const count = (customer: Customer, text: string): number =>
    customer.chat().filter((message) => message.isFromBot && message.text.includes(text)).length;

  it('is nothing, unless the owner wants it', async () => {
    const ann = product.customer('Ann');
    await writes(ann, 'good morning');
    expect(ann.chat().filter(({ isFromBot }) => isFromBot)).toEqual([]);
  });

  it('is that the message has arrived: at first contact and after a day of silence', async () => {
    await set('acknowledge_messages', true);
    const [ben, rosa] = [product.customer('Ben'), product.customer('Rosa', 'es')];
    await writes(ben, 'first');
    await writes(ben, 'second');
    await writes(rosa, 'primero');
    expect(count(ben, 'We have your message and answer right here.')).toBe(1);
    expect(count(rosa, 'Tenemos tu mensaje')).toBe(1);
    product.advance(23 * hour);
    await writes(ben, 'third');
    expect(count(ben, 'We have your message')).toBe(1);
    product.advance(25 * hour);
    // Ten answers make it known how long it usually takes; three of four came within eight minutes.
    await product.rows(
      `insert into episodes (thread_id, opened_at, first_response_at, first_response_seconds, resolved_at, resolution_seconds)
       select (select min(id) from threads), $1::timestamptz, $1::timestamptz, n * 60, $1::timestamptz, 900 from generate_series(1, 10) n`,
      [product.time.now()],
    );
    await writes(ben, 'fourth');
    expect(count(ben, 'We usually answer within 10 minutes')).toBe(1);
    await set('acknowledgement_en', 'Thanks <3');
    const cid = product.customer('Cid');
    await writes(cid, 'fifth');
    expect(count(cid, 'Thanks <3')).toBe(1);
    await set('acknowledge_messages', false);
  });

  it('is when people answer again, once per closed time', async () => {
    const day = dayNames[new Date(product.time.now().getTime() + 36 * hour).getUTCDay()] ?? '';
    await set('business_hours', `${day} 00:00-24:00`);
    const [dora, yura] = [product.customer('Dora'), product.customer('Юра', 'ru')];
    await writes(dora, 'anybody there?');
    await writes(dora, 'hello?');
    await writes(yura, 'привет');
    expect(count(dora, 'We are closed now and answer from')).toBe(1);
    expect(count(yura, 'Сейчас мы не работаем')).toBe(1);
    product.advance(36 * hour);
    await writes(dora, 'now then');
    expect(count(dora, 'We are closed now')).toBe(1);
    product.advance(36 * hour);
    await set('away_text_en', 'Closed & dark until {opens}');
    await writes(dora, 'again too late');
    expect(count(dora, 'Closed & dark until ')).toBe(1);
    await set('away_notice', false);
    const eve = product.customer('Eve');
    await writes(eve, 'late');
    expect(eve.chat().filter(({ isFromBot }) => isFromBot)).toEqual([]);
    await set('business_hours', '');
  });
});
