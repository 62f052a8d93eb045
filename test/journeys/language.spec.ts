import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ChooseLanguage } from '../../src/users/choose-language.use-case.js';
import { asUserId } from '../../src/kernel/ids.js';
import { Product } from '../support/product.js';

describe('/language', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
  });
  afterEach(async () => {
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  const labels = (buttons: readonly (readonly Record<string, unknown>[])[]): unknown[] =>
    buttons.flat().map(({ text }) => text);

  it('changes everything that is written from then on, and follows the app again when asked to', async () => {
    const anna = product.customer('Anna', 'en');
    anna.says('/language');
    const question = await anna.sees('Your language');
    expect(labels(question.buttons)).toEqual(['English', 'Español', 'Русский', '✓ As in Telegram']);
    const turned = (text: string): Promise<void> =>
      anna.waitFor(
        () =>
          anna
            .chat()
            .find(({ message_id }) => message_id === question.message_id)
            ?.text.includes(text) === true,
        text,
      );

    anna.press(question, 'Русский');
    await turned('Ваш язык');
    anna.says('/balance');
    await anna.sees('10 кредитов');
    const changed = anna.chat().find(({ message_id }) => message_id === question.message_id);
    expect(labels(changed?.buttons ?? [])).toEqual(['English', 'Español', '✓ Русский', 'Как в Telegram']);
    if (changed === undefined) throw new Error('the question is gone');
    anna.press(changed, 'Как в Telegram');
    await turned('Your language');
    anna.says('/nonsense');
    await anna.sees('I do not know this command');
    expect(await product.rows('select chosen_language from users where telegram_id = $1', [anna.id])).toEqual(
      [{ chosen_language: null }],
    );
  });

  it('knows no other language, whatever a button says', async () => {
    const ben = product.customer('Ben', 'es');
    ben.says('/language');
    const question = await ben.sees('Tu idioma');
    product.telegram.actors.pressData(ben.id, ben.id, question.message_id, 'lang:xx');
    ben.says('/help');
    await ben.sees('Cómo funciona');
    const [user] = await product.rows<{ id: number; chosen_language: null }>(
      'select id, chosen_language from users where telegram_id = $1',
      [ben.id],
    );
    expect(user?.chosen_language).toBeNull();
    await product.part(ChooseLanguage).execute(asUserId(Number(user?.id)), 'ru');
    ben.says('/terms');
    await ben.sees('Условия');
  });
});
