import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invariantsSql } from '../../src/billing/ledger/invariants.js';
import type { Customer } from '../support/customer.js';
import { eventually } from '../support/eventually.js';
import { Stage } from '../support/stage.js';

describe('SIGKILL between paying for content and seeing it', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.set();
  });
  afterAll(async () => {
    await stage.clear();
  });

  const account = ({ id }: Customer): Promise<{ credits: number; held: number }[]> =>
    stage.rows(
      `select credits::int, held::int from credit_accounts a join users u on u.id = a.user_id where telegram_id = $1`,
      [id],
    );

  it.each([
    ['before Telegram was asked', 'drop-before'],
    ['after Telegram had sent it', 'execute-then-drop'],
  ] as const)(
    '%s: the next process delivers it, and it costs once',
    { timeout: 120_000 },
    async (_, fault) => {
      const { group, telegram } = stage;
      const bot = await stage.bot();
      const photo = telegram.actors.sendInTopic(group.administrator, group.id, undefined, 'photo', {});
      group.writes(0, `/lock 5 ${fault}`, { replyTo: photo.message_id });
      const id = /Locked as #(\d+)/.exec((await group.sees(0, `: ${fault}`)).text)?.[1] ?? '';
      const kim = stage.customer('Kim');
      kim.start(`item_${id}`);
      const teaser = await kim.sees(fault);
      const free = telegram.faults.add({ method: 'copyMessage', chatId: kim.id }, fault);
      kim.press(teaser, '🔓 Unlock for 5 credits');
      await eventually('the call was made and its answer lost', () =>
        telegram.journal
          .calls()
          .some(({ method, params }) => method === 'copyMessage' && params['chat_id'] === kim.id),
      );
      await bot.kill();
      expect(await account(kim)).toEqual([{ credits: 5, held: 5 }]);
      free();
      const next = await stage.bot();
      await eventually(
        'the content is there and paid for',
        async () => (await account(kim))[0]?.held === 0,
        60_000,
      );
      expect(await account(kim)).toEqual([{ credits: 5, held: 0 }]);
      // What Telegram had sent before the answer was lost may be there twice; it is never lost.
      const copies = kim.chat().filter(({ isProtected }) => isProtected).length;
      expect(copies).toBeGreaterThanOrEqual(1);
      expect(await stage.rows(invariantsSql)).toEqual([]);
      expect(await stage.rows(`select * from dead_lane_items`)).toEqual([]);
      await next.kill();
    },
  );
});
