import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DropContacts } from '../../src/conversations/contacts/drop-contacts.cron.js';
import { Transactor } from '../../src/database/transactor.js';
import { SettingsService } from '../../src/users/settings/settings.service.js';
import { calm } from '../support/calm.js';
import type { Customer } from '../support/customer.js';
import { FirstContact } from '../support/first-contact.js';
import { Product } from '../support/product.js';
import { SupportThread } from '../support/support-thread.js';

const minute = 60_000;
const day = 24 * 60 * minute;

describe('the first message of somebody unknown, with a question before it', () => {
  let product: Product;
  let known: SupportThread;
  const set = (value: 'off' | 'captcha'): Promise<void> =>
    product
      .part(Transactor)
      .run((tx) => product.part(SettingsService).change(tx, 'first_contact', value, 'test'));
  beforeAll(async () => {
    product = await Product.start();
    known = await SupportThread.open(product, 'Kim');
    await set('captcha');
  });
  afterEach(async () => {
    await calm(product);
    expect(await product.rows('select kind, error from dead_lane_items')).toEqual([]);
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  const topicsOf = ({ id }: Customer): number =>
    product.group.topics().filter(({ name }) => name.endsWith(String(id))).length;
  const copiesOf = async (customer: Customer): Promise<string[]> =>
    product.group.copies(await product.group.topicOf(customer)).map(({ text }) => text);
  const statuses = async ({ id }: Customer): Promise<Record<string, number>> =>
    Object.fromEntries(
      (
        await product.rows<{ status: string; count: number }>(
          `select m.status, count(*)::int from messages m where chat_id = $1 group by 1`,
          [id],
        )
      ).map(({ status, count }) => [status, count]),
    );

  it('crosses with all that was written meanwhile, in order, once the right button is pressed', async () => {
    const ann = product.customer('Ann');
    const contact = new FirstContact(ann);
    ann.says('one');
    const question = await contact.question();
    ann.says('two');
    await product.telegram.actors.sendAlbum(ann.id, [
      { kind: 'photo', caption: 'three' },
      { kind: 'photo', caption: 'four' },
    ]);
    await calm(product);
    expect(contact.questions()).toHaveLength(1);
    expect(topicsOf(ann)).toBe(0);
    expect(await product.creditsOf(ann)).toBe(10);
    await product.restart();

    contact.press(question, true);
    contact.press(question, true);
    await ann.sees('go straight to our team');
    ann.says('five');
    await calm(product);
    expect(await copiesOf(ann)).toEqual(['one', 'two', 'three', 'four', 'five']);
    expect(await product.creditsOf(ann)).toBe(10 - 1 - 1 - 2 - 2 - 1);
    expect(contact.questions()).toHaveLength(0);
    expect(await product.rows(`select outcome, preview from first_contacts`)).toEqual([
      { outcome: 'answered', preview: null },
    ]);
  });

  it('waits ten minutes after three wrong buttons, and asks again', async () => {
    const ben = product.customer('Ben', 'es');
    const contact = new FirstContact(ben);
    ben.says('hola');
    const first = await contact.question();
    const second = await contact.errs(first);
    expect(second.text).not.toBe(first.text);
    // A keyboard that somebody kept from before turns into the present question.
    const stale = String(first.buttons[0]?.[0]?.['callback_data']);
    const old = product.telegram.actors.pressData(ben.id, ben.id, second.message_id, stale);
    expect((await old.answered()).text).toContain('ya no vale');
    const paused = await contact.errs(await contact.errs(second));
    expect(paused.text).toContain('Has fallado tres veces');
    ben.says('¿y ahora?');
    const early = await ben.press(paused, '🔄 Intentar otra vez').answered();
    expect(early.text).toContain('Espera hasta');
    await calm(product);
    expect(contact.questions()).toHaveLength(0);

    product.advance(10 * minute + 1);
    ben.press(paused, '🔄 Intentar otra vez');
    contact.press(await contact.question(), true);
    await calm(product);
    expect(await copiesOf(ben)).toEqual(['hola', '¿y ahora?']);
  });

  it('asks anew when somebody writes after the pause', async () => {
    const cid = product.customer('Cid');
    const contact = new FirstContact(cid);
    cid.says('one');
    await contact.errs(await contact.errs(await contact.errs(await contact.question())));
    product.advance(10 * minute + 1);
    cid.says('two');
    contact.press(await contact.question(), true);
    await calm(product);
    expect(await copiesOf(cid)).toEqual(['one', 'two']);
  });

  it('is not held back from whoever has paid, or wrote before', async () => {
    known.customer.says('me again');
    await product.group.sees(known.topic, 'me again');
    const dan = product.customer('Dan');
    dan.says('before');
    await new FirstContact(dan).question();
    await dan.buys('10 credits');
    await product.group.topicOf(dan);
    dan.says('after');
    await calm(product);
    expect(await copiesOf(dan)).toEqual(['before', 'after']);
    const eve = product.customer('Eve');
    eve.start();
    await eve.sees('Hello');
    await eve.buys('10 credits');
    await eve.sees('Paid');
    eve.says('first words');
    await calm(product);
    expect(await copiesOf(eve)).toEqual(['first words']);
  });

  it('waits for credits like any other when they do not suffice for all of it', async () => {
    const fay = product.customer('Fay');
    const contact = new FirstContact(fay);
    product.telegram.actors.send(fay.id, 'voice');
    product.telegram.actors.send(fay.id, 'voice');
    product.telegram.actors.send(fay.id, 'voice');
    fay.says('and a text');
    contact.press(await contact.question(), true);
    await fay.sees('Together they cost 6 credits. You have 0 credits. Missing: 6 credits.');
    await calm(product);
    expect(await statuses(fay)).toEqual({ delivered: 2, short: 2 });
    await fay.buys('10 credits');
    await fay.sees('Paid: 10 credits');
    await calm(product);
    expect(topicsOf(fay)).toBe(1);
    expect(await statuses(fay)).toEqual({ delivered: 4 });
  });

  it('crosses as it stands by then: an edited text, a location that has moved', async () => {
    const lea = product.customer('Lea');
    const contact = new FirstContact(lea);
    const text = lea.says('helo');
    const { actors } = product.telegram;
    const { message_id: place } = actors.send(lea.id, 'location', {
      latitude: 1,
      longitude: 1,
      livePeriod: 3_600,
    });
    const question = await contact.question();
    await calm(product);
    actors.editText(lea.id, text, 'hello');
    actors.editLocation(lea.id, place, 2, 2);
    await calm(product);
    contact.press(question, true);
    const topic = await product.group.topicOf(lea);
    await calm(product);
    const [message] = product.group.messages(topic).filter(({ kind }) => kind === 'location');
    expect(await copiesOf(lea)).toContain('hello');
    expect(message?.content['location']).toMatchObject({ latitude: 2, longitude: 2 });
  });

  it('is let go after a week without an answer, and the next one is asked about anew', async () => {
    const gus = product.customer('Gus');
    const contact = new FirstContact(gus);
    gus.says('one');
    gus.says('two');
    const question = await contact.question();
    await calm(product);
    product.advance(7 * day - minute);
    await product.part(DropContacts).handle();
    expect(await statuses(gus)).toEqual({ held: 2 });
    product.advance(2 * minute);
    await product.part(DropContacts).handle();
    await product.part(DropContacts).handle();
    await gus.sees('Your 2 messages were not passed on');
    await calm(product);
    expect(await statuses(gus)).toEqual({ refused: 2 });
    expect((await contact.press(question, true).answered()).text).toContain('is over');
    gus.says('three');
    contact.press(await contact.question(2), true);
    await calm(product);
    expect(await copiesOf(gus)).toEqual(['three']);
    expect(await product.creditsOf(gus)).toBe(9);
  });

  it('cannot be waved through by anybody else, nor by made-up data', async () => {
    const hal = product.customer('Hal');
    const question = await (async () => {
      hal.says('psst');
      return new FirstContact(hal).question();
    })();
    const ivy = product.customer('Ivy');
    ivy.start();
    const greeting = await ivy.sees('Hello');
    for (const row of question.buttons.flat()) {
      const data = String(row['callback_data']);
      const press = product.telegram.actors.pressData(ivy.id, ivy.id, greeting.message_id, data);
      expect((await press.answered()).text).toContain('is over');
    }
    for (const data of ['person:1:9', 'person:-1:0', 'person:1:0:1', 'person:99999999999:1', 'person::'])
      product.telegram.actors.pressData(hal.id, hal.id, question.message_id, data);
    await calm(product);
    expect(await statuses(hal)).toEqual({ held: 1 });
    // Switched off, the next message takes the one before along.
    await set('off');
    hal.says('hello?');
    await product.group.topicOf(hal);
    await calm(product);
    expect(await copiesOf(hal)).toEqual(['psst', 'hello?']);
    await set('captcha');
  });
});
