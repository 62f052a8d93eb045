import { Injectable } from '@nestjs/common';
import { createHmac } from 'node:crypto';
import { AppConfig } from '../../config/app-config.js';
import type { Db, Tx } from '../../database/db.js';
import type { TelegramId } from '../../kernel/ids.js';

/**
 * Who had their data erased, as hashes that nobody without the bot's token can tie to a person: whoever comes back gets
 * no second welcome, and a ban stands.
 */
@Injectable()
export class ErasedPeopleRepository {
  private readonly key: string;

  constructor(config: AppConfig) {
    this.key = config.telegram.token;
  }

  async remember(tx: Tx, telegramId: TelegramId, isBanned: boolean, at: Date): Promise<void> {
    await tx.query(
      `insert into erased_people (person_hash, is_banned, erased_at) values ($1, $2, $3)
       on conflict (person_hash) do update set is_banned = excluded.is_banned, erased_at = excluded.erased_at`,
      [this.hash(telegramId), isBanned, at],
    );
  }

  async find(db: Db, telegramId: TelegramId): Promise<{ isBanned: boolean } | undefined> {
    const [row] = await db.query<{ isBanned: boolean }>(
      `select is_banned as "isBanned" from erased_people where person_hash = $1`,
      [this.hash(telegramId)],
    );
    return row;
  }

  private hash(telegramId: TelegramId): string {
    return createHmac('sha256', this.key).update(`erased:${telegramId}`).digest('hex');
  }
}
