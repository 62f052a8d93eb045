import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import { SharedCache } from '../../database/shared-cache.js';
import { Clock } from '../../kernel/clock.js';
import type { GivenRole } from './role.js';

export interface TeamMember {
  readonly telegramId: number;
  readonly name: string;
  readonly username: string | null;
  /** Given inside the bot; null: as Telegram says. */
  readonly role: GivenRole | null;
}

const selectMembers = `select telegram_id as "telegramId", name, username, role from team_members`;

/** Whoever wrote or pressed a button in an admin group: Telegram gives bots no list of members. */
@Injectable()
export class TeamRepository {
  constructor(
    private readonly cache: SharedCache,
    private readonly clock: Clock,
  ) {}

  /** For every update of a group, so a person is written once a minute at most. */
  async seen(db: Db, { telegramId, name, username }: Omit<TeamMember, 'role'>): Promise<void> {
    await this.cache.get(`team-seen:${telegramId}:${username ?? ''}:${name}`, async () => {
      await db.query(
        `insert into team_members as t (telegram_id, name, username, seen_at) values ($1, $2, $3, $4)
         on conflict (telegram_id) do update set name = excluded.name, username = excluded.username,
           seen_at = excluded.seen_at
         where (t.name, t.username) is distinct from (excluded.name, excluded.username)`,
        [telegramId, name, username, this.clock.now()],
      );
      return true;
    });
  }

  /** Asked for every message of a moderator. */
  givenRole(db: Db, telegramId: number): Promise<GivenRole | null> {
    return this.cache.get(roleKey(telegramId), async () => (await this.byId(db, telegramId))?.role ?? null);
  }

  async byId(db: Db, telegramId: number): Promise<TeamMember | undefined> {
    return (await db.query<TeamMember>(`${selectMembers} where telegram_id = $1`, [telegramId]))[0];
  }

  /** Usernames change hands: the one who was seen last has it. */
  async byUsername(db: Db, username: string): Promise<TeamMember | undefined> {
    const rows = await db.query<TeamMember>(
      `${selectMembers} where lower(username) = lower($1) order by seen_at desc limit 1`,
      [username],
    );
    return rows[0];
  }

  async setRole(tx: Tx, { telegramId, name, username }: TeamMember, role: GivenRole): Promise<void> {
    await tx.query(
      `insert into team_members (telegram_id, name, username, role, seen_at) values ($1, $2, $3, $4, $5)
       on conflict (telegram_id) do update set role = excluded.role`,
      [telegramId, name, username, role, this.clock.now()],
    );
    await this.cache.invalidate(tx, roleKey(telegramId));
  }

  /** Whoever leaves has no role when they come back. */
  async forget(tx: Tx, telegramId: number): Promise<void> {
    await tx.query(`delete from team_members where telegram_id = $1`, [telegramId]);
    await this.cache.invalidate(tx, roleKey(telegramId));
  }
}

const roleKey = (telegramId: number): string => `team-role:${telegramId}`;
