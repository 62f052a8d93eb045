import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { area, blanked, type Person, PersonalData } from '../../users/privacy/personal-data.js';

/** What administrators typed as the reason of a gift, a refund or a debt given up: it may name the person. */
@Injectable()
export class ReasonsPersonalData extends PersonalData {
  readonly stage = 'reasons';
  readonly areas = [
    area('refunds', 'refund_requests', 't.user_id = $1', ['actor_telegram_id', 'actor_name']),
  ];

  async erase(tx: Tx, { userId }: Person): Promise<void> {
    const parameters = [userId, blanked];
    await tx.query(`update refund_requests set reason = $2 where user_id = $1 and reason <> $2`, parameters);
    // Entries without an actor have words of ours.
    await tx.query(
      `update ledger_transactions set reason = $2 where user_id = $1 and actor is not null and reason <> $2`,
      parameters,
    );
  }
}
