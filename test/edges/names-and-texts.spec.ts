import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { calmWithoutTrouble } from '../support/calm.js';
import { Customer } from '../support/customer.js';
import { Product } from '../support/product.js';

/** Control characters, those that turn the direction of writing, and halves of characters. */
const disturbing = /[\p{Bidi_Control}\p{Surrogate}]|(?!\n)\p{Control}/u;

describe('names and texts of any kind', () => {
  let product: Product;

  beforeAll(async () => {
    product = await Product.start();
  });
  afterEach(async () => {
    await calmWithoutTrouble(product);
  });
  afterAll(async () => {
    await product.stop();
  });

  function person(names: { firstName: string; lastName?: string; username?: string }): Customer {
    const { id } = product.telegram.actors.createUser({ languageCode: 'en', ...names });
    return new Customer(product.telegram, product.stripe, id, 'the customer');
  }

  it.each([
    ['markup', '<b>Bold</b> & "Co" \'x\'', 'Bold'],
    ['markup that would close ours', '</b><a href="tg://user?id=1">x</a>&lt;', '</b>'],
    ['marks that turn the writing around', '\u202eevil\u202d\u2066', 'evil'],
    ['Arabic', 'أحمد', 'أحمد'],
    ['control characters', '\u0007\u0000Bell\u001b[31m\u0085', 'Bell'],
    ['several lines', 'Line\n\nAnother', 'Line'],
    ['200 units of emoji', '😀'.repeat(100), '😀'],
    ['200 letters', 'N'.repeat(200), 'N'],
    ['a family', '👨‍👩‍👧', '👨‍👩‍👧'],
    ['nothing to see', '\u200b\u2060', ''],
    ['placeholders', '%s ${name} {{name}} \\n', '%s ${name}'],
  ])('a first name with %s', async (_name, firstName, visible) => {
    const somebody = person({ firstName });
    somebody.start();
    const greeting = await somebody.sees('Hello, ');
    expect(greeting.text).toContain(visible);
    expect(greeting.text).not.toMatch(disturbing);

    somebody.says(`I am ${firstName.replace('\u0000', '')}`);
    const topic = await product.group.topicOf(somebody);
    const { name } = product.group.topics().find(({ threadId }) => threadId === topic) ?? { name: '' };
    expect(name.length).toBeLessThanOrEqual(128);
    expect(name).not.toMatch(disturbing);
    const card = await product.group.card(topic);
    expect(card.text).toContain(visible);
    expect(card.text).toContain(String(somebody.id));
    expect(card.text).not.toMatch(disturbing);
    expect(card.text.split('\n')[0]).toMatch(/^👤 .+/);
  });

  it('a last name and a username are shown, and their absence leaves no gap', async () => {
    const [full, bare] = [
      person({ firstName: 'Fay', lastName: '<i>O’Neill</i>', username: 'fay_o' }),
      person({ firstName: 'Bo' }),
    ];
    full.says('hello');
    bare.says('hello');
    const fullCard = await product.group.card(await product.group.topicOf(full));
    expect(fullCard.text.split('\n')[0]).toBe('👤 Fay <i>O’Neill</i> · @fay_o');
    const bareCard = await product.group.card(await product.group.topicOf(bare));
    expect(bareCard.text.split('\n')[0]).toBe('👤 Bo');
    expect(bareCard.text).not.toMatch(/undefined|null/);
  });

  it.each([
    ['4096 letters', 'x'.repeat(4096)],
    ['4096 units of emoji', '😀'.repeat(2048)],
    ['markup', '<b>not bold</b> &amp; <script>alert(1)</script> *x* _y_ `z`'],
    ['marks that turn the writing around', 'to \u202egro.live\u202c'],
    ['only a link', 'https://example.com/?a=1&b=<2>'],
    ['a mention and a later command', 'hello @somebody, what does /help do?'],
    ['a slash alone', '/'],
    ['Cyrillic behind a slash', '/привет'],
  ])('a text with %s arrives as it was written, both ways', async (_name, text) => {
    const ana = person({ firstName: 'Ana' });
    ana.start();
    ana.says(text);
    const topic = await product.group.topicOf(ana);
    await product.group.waitFor(() => product.group.copies(topic).length === 1, 'the copy');
    expect(product.group.copies(topic)[0]?.text).toBe(text);
    if (text.startsWith('/')) return;
    product.group.writes(topic, text);
    await ana.waitFor(
      () => ana.chat().some((message) => message.isFromBot && message.text === text),
      'the answer',
    );
  });

  it('an edit that no copy can take is shown in full characters, at most 4096 units', async () => {
    const ivo = person({ firstName: 'Ivo' });
    const { actors } = product.telegram;
    ivo.start();
    const forwarded = actors.forward(ivo.id, { fromName: 'Somebody', content: { text: 'short' } });
    const topic = await product.group.topicOf(ivo);
    await product.group.waitFor(() => product.group.copies(topic).length === 1, 'the forward');
    actors.editText(ivo.id, forwarded, '😀'.repeat(2048));
    const shown = await product.group.sees(topic, '✏️');
    expect(shown.text.length).toBeLessThanOrEqual(4096);
    expect(shown.text.length).toBeGreaterThan(4000);
    expect(shown.text).not.toMatch(/\p{Surrogate}/u);
  });

  it('long words of moderators keep the card and /info whole', async () => {
    const { group } = product;
    const rolf = person({ firstName: '&'.repeat(64), lastName: '<'.repeat(64), username: 'u'.repeat(32) });
    rolf.says('hello');
    const topic = await group.topicOf(rolf);
    await group.card(topic);
    for (let note = 0; note < 10; note += 1) group.writes(topic, `/note ${'😀<&'.repeat(1_000)}`);
    group.writes(topic, `/ban ${'because & <so> '.repeat(250)}`);
    await group.sees(topic, 'Banned. Their');
    await group.waitFor(
      () => group.messages(topic).some((one) => one.isPinned && /Banned: because/.test(one.text)),
      'the card',
    );
    expect((await group.card(topic)).text.length).toBeLessThan(1_500);
    group.writes(topic, '/info');
    const info = await group.sees(topic, 'Latest notes');
    expect(info.text.length).toBeLessThanOrEqual(4096);
    expect(info.text).not.toMatch(/\p{Surrogate}/u);
  });

  it('a moderator’s own name cannot break what the bot says', async () => {
    const { group } = product;
    const { actors } = product.telegram;
    const eve = actors.createUser({ firstName: '</b>Eve & <i>', lastName: '\u202eCo' });
    actors.addMember(group.id, eve, { status: 'administrator' });
    const una = person({ firstName: 'Una' });
    una.says('hello');
    const topic = await group.topicOf(una);
    await group.card(topic);
    group.writes(topic, '/gift 5 <b>thanks', { by: eve.id });
    const given = await group.sees(topic, '5 credits given by');
    expect(given.text).toContain('</b>Eve & <i> Co');
    group.writes(topic, '/note <u>likes & tea', { by: eve.id });
    await group.sees(topic, 'Note kept');
    group.writes(topic, '/info', { by: eve.id });
    expect((await group.sees(topic, 'Latest notes')).text).toContain('<u>likes & tea');
  });
});
