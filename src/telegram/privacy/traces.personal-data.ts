import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { area, type Person, PersonalData, telegramIdSql } from '../../users/privacy/personal-data.js';

/** The lanes that are named after a person. */
const lanesOf = (telegramId: string): string =>
  `any(array['user:' || ${telegramId}, 'checkout:' || ${telegramId}, 'customer:' || ${telegramId}, 'reaction:' || ${telegramId}])`;

/** What the way to Telegram remembers: messages with links to pay, queues, limits, what could not be handled. */
@Injectable()
export class TracesPersonalData extends PersonalData {
  readonly stage = 'traces';
  readonly areas = [
    area('messages_with_payment_links', 'pay_messages', `t.chat_id = ${telegramIdSql}`),
    area('notices_kept_up_to_date', 'standing_notices', `t.chat_id = ${telegramIdSql}`),
    area('calls_and_updates_given_up', 'dead_lane_items', `t.lane = ${lanesOf(telegramIdSql)}`),
  ];

  async erase(tx: Tx, { telegramId }: Person): Promise<void> {
    const parameters = [telegramId];
    const lanes = lanesOf('$1::text');
    await tx.query(`delete from pay_messages where chat_id = $1`, parameters);
    await tx.query(`delete from standing_notices where chat_id = $1`, parameters);
    await tx.query(`delete from dead_lane_items where lane = ${lanes}`, parameters);
    // A lane at work is left alone; the second look finds it idle.
    await tx.query(
      `delete from lanes l where l.lane = ${lanes} and l.idle
         and not exists (select from lane_items i where i.queue = l.queue and i.lane = l.lane)`,
      parameters,
    );
    await tx.query(`delete from lane_gates where gate = 'chat:' || $1::text`, parameters);
    await tx.query(`delete from call_budgets where key = 'chat:' || $1::text`, parameters);
  }
}
