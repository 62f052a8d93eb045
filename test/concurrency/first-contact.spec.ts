import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AnswerQuestion } from '../../src/conversations/contacts/answer-question.use-case.js';
import { AcceptMessage } from '../../src/conversations/relay/accept-message.use-case.js';
import { Reader } from '../../src/database/reader.js';
import { Transactor } from '../../src/database/transactor.js';
import { asTelegramId } from '../../src/kernel/ids.js';
import { SettingsService } from '../../src/users/settings/settings.service.js';
import { UsersRepository } from '../../src/users/users.repository.js';
import { calm } from '../support/calm.js';
import { FirstContact } from '../support/first-contact.js';
import { Product } from '../support/product.js';

describe('the decision about a first contact', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
    await product
      .part(Transactor)
      .run((tx) => product.part(SettingsService).change(tx, 'first_contact', 'captcha', 'test'));
  });
  afterAll(async () => {
    expect(await product.violations()).toEqual([]);
    await product.stop();
  });

  it('leaves nothing behind that is written while the right button is pressed', async () => {
    const jo = product.customer('Jo');
    jo.says('first');
    const asked = await new FirstContact(jo).question();
    const [, question = '', choice = ''] =
      /person:(\d+):(\d)/.exec(
        String(asked.buttons.flat().find(({ text }) => asked.text.endsWith(String(text)))?.['callback_data']),
      ) ?? [];
    const user = await product.part(UsersRepository).byTelegramId(product.part(Reader), asTelegramId(jo.id));
    if (user === null) throw new Error('nobody');
    const write = (messageId: number): Promise<string> =>
      product.part(AcceptMessage).execute(user, {
        ...{ chatId: jo.id, messageId, kind: 'text', hasOrigin: false, replyToMessageId: null },
        ...{ mediaGroupId: null, contentKey: '', preview: '', sentAt: new Date() },
        carries: { text: { text: `${messageId}`, entities: undefined } },
      });
    const answer = { userId: user.id, question: Number(question), choice: Number(choice) };
    await Promise.all([
      ...Array.from({ length: 4 }, (_, n) => write(2_000 + n)),
      product.part(AnswerQuestion).execute(answer),
      ...Array.from({ length: 4 }, (_, n) => write(2_004 + n)),
      product.part(AnswerQuestion).execute(answer),
    ]);
    await calm(product);
    expect(await product.rows(`select status, count(*)::int from messages group by 1`)).toEqual([
      { status: 'delivered', count: 9 },
    ]);
    expect(
      await product.rows(`select credits::int from credit_accounts where user_id = $1`, [user.id]),
    ).toEqual([{ credits: 1 }]);
  });
});
