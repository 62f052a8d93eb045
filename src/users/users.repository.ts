import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../database/db.js';
import type { TelegramId, UserId } from '../kernel/ids.js';
import type { Language } from './language.js';
import { type Reach, User } from './user.entity.js';

/** A person as Telegram describes them in an update. Bot API: `User`. */
export interface TelegramProfile {
  readonly telegramId: TelegramId;
  readonly firstName: string;
  readonly lastName: string | null;
  readonly username: string | null;
  readonly languageCode: string | null;
}

@Injectable()
export class UsersRepository {
  /** Asked for every update, so in plain SQL: an entity costs three times as much to read. */
  async byTelegramId(db: Db, telegramId: TelegramId): Promise<User | null> {
    const [user] = await db.query<User>(
      `select id, telegram_id as "telegramId", first_name as "firstName", last_name as "lastName", username,
         language_code as "languageCode", chosen_language as "chosenLanguage", source, reach,
         banned_at as "bannedAt", ban_reason as "banReason", is_returning as "isReturning", created_at as "createdAt", updated_at as "updatedAt"
       from users where telegram_id = $1`,
      [telegramId],
    );
    return user ?? null;
  }

  byId(db: Db, id: UserId): Promise<User> {
    return db.manager.findOneByOrFail(User, { id });
  }

  /** Adds the person and their credit account in one statement; null when another transaction was first. */
  async insert(tx: Tx, profile: TelegramProfile, source: string | null, now: Date): Promise<UserId | null> {
    const rows = await tx.query<{ id: UserId }>(
      `with person as (
         insert into users (telegram_id, first_name, last_name, username, language_code, source, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $7) on conflict (telegram_id) do nothing returning id
       ), account as (
         insert into credit_accounts (user_id) select id from person
       )
       select id from person`,
      [
        profile.telegramId,
        profile.firstName,
        profile.lastName,
        profile.username,
        profile.languageCode,
        source,
        now,
      ],
    );
    return rows[0]?.id ?? null;
  }

  /** Somebody comes back after their data was erased; a ban outlives that. */
  async markReturning(tx: Tx, id: UserId, isBanned: boolean, now: Date): Promise<void> {
    await tx.query(
      `update users set is_returning = true, banned_at = case when $2 then $3::timestamptz end,
         ban_reason = case when $2 then 'banned before their data was erased' end
       where id = $1`,
      [id, isBanned, now],
    );
  }

  /** What is left is our number for them; false when that was all already. */
  async anonymise(tx: Tx, id: UserId, now: Date): Promise<boolean> {
    const rows = await tx.query(
      `update users set telegram_id = null, first_name = 'Erased', last_name = null, username = null,
         language_code = null, chosen_language = null, ban_reason = null, reach = 'deactivated', updated_at = $2
       where id = $1 and telegram_id is not null returning id`,
      [id, now],
    );
    return rows.length === 1;
  }

  /** Writes back what the update says of the person; whoever writes to the bot can be reached again. */
  async refresh(tx: Tx, id: UserId, profile: TelegramProfile, now: Date): Promise<void> {
    await tx.query(
      `update users set first_name = $2, last_name = $3, username = $4, language_code = $5,
         reach = 'reachable', updated_at = $6 where id = $1`,
      [id, profile.firstName, profile.lastName, profile.username, profile.languageCode, now],
    );
  }

  /** Returns whether that changed anything. */
  async chooseLanguage(tx: Tx, id: UserId, language: Language | null, now: Date): Promise<boolean> {
    const rows = await tx.query(
      `update users set chosen_language = $2, updated_at = $3
       where id = $1 and chosen_language is distinct from $2 returning id`,
      [id, language, now],
    );
    return rows.length === 1;
  }

  /** Returns whether that changed anything. */
  async setReach(tx: Tx, telegramId: TelegramId, reach: Reach, now: Date): Promise<UserId | null> {
    const rows = await tx.query<{ id: UserId }>(
      `update users set reach = $2, updated_at = $3 where telegram_id = $1 and reach <> $2 returning id`,
      [telegramId, reach, now],
    );
    return rows[0]?.id ?? null;
  }

  /** Returns the reason before the change, or undefined when the person was in that state already. */
  async setBan(tx: Tx, id: UserId, ban: { reason: string | null } | null, now: Date): Promise<boolean> {
    const rows = await tx.query(
      `update users set banned_at = $2, ban_reason = $3, updated_at = $4
       where id = $1 and (banned_at is null) = ($2::timestamptz is not null) returning id`,
      [id, ban === null ? null : now, ban?.reason ?? null, now],
    );
    return rows.length === 1;
  }

  /** Returns whether there was a ban without a reason. */
  async explainBan(tx: Tx, id: UserId, reason: string): Promise<boolean> {
    const rows = await tx.query(
      `update users set ban_reason = $2 where id = $1 and banned_at is not null and ban_reason is null returning id`,
      [id, reason],
    );
    return rows.length === 1;
  }
}
