import { Injectable } from '@nestjs/common';
import type { Db } from '../database/db.js';
import type { TelegramId, UserId } from '../kernel/ids.js';

export interface FoundUser {
  readonly id: UserId;
  readonly telegramId: TelegramId;
  readonly firstName: string;
  readonly lastName: string | null;
  readonly username: string | null;
}

/** More than anybody wants to choose from on a phone. */
const most = 10;

@Injectable()
export class FindUsersQuery {
  /** By Telegram id, @username or first name, in this order: the first that finds anybody. */
  async find(db: Db, asked: string): Promise<FoundUser[]> {
    const digits = /^\d{1,15}$/.test(asked);
    if (digits) return this.where(db, `telegram_id = $1`, Number(asked));
    const byUsername = await this.where(db, `lower(username) = lower($1)`, asked.replace(/^@/, ''));
    if (byUsername.length > 0 || asked.startsWith('@')) return byUsername;
    return this.where(db, `lower(first_name) = lower($1)`, asked);
  }

  private where(db: Db, condition: string, value: unknown): Promise<FoundUser[]> {
    return db.query<FoundUser>(
      `select id, telegram_id as "telegramId", first_name as "firstName", last_name as "lastName", username
       from users where telegram_id is not null and ${condition} order by updated_at desc limit ${most}`,
      [value],
    );
  }
}
