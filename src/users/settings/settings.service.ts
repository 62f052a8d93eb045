import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import { SharedCache } from '../../database/shared-cache.js';
import { Clock } from '../../kernel/clock.js';
import { formOf, isSettingKey } from './setting-definitions.js';
import { fits, type SettingValue } from './setting-form.js';
import { type SettingKey, settingDefaults, type Settings } from './settings.js';

const cacheKey = 'settings';

/** The run-time settings, read by nearly every update and therefore cached. */
@Injectable()
export class SettingsService {
  constructor(
    private readonly cache: SharedCache,
    private readonly clock: Clock,
  ) {}

  /** `db` is the caller's own connection: asking the pool for a second one inside a transaction can starve it. */
  current(db: Db): Promise<Settings> {
    return this.cache.get(cacheKey, () => this.values(db));
  }

  /** Past the cache, for whoever holds the lock. */
  async values(db: Db): Promise<Settings> {
    // A key that this version no longer knows, or a value that no longer fits, is left alone and not handed out.
    const known = [...(await this.stored(db))].filter(
      ([key, value]) => isSettingKey(key) && fits(formOf(key), value),
    );
    return { ...settingDefaults, ...(Object.fromEntries(known) as Partial<Settings>) };
  }

  /** What the table holds, whether it fits or not. */
  async stored(db: Db): Promise<ReadonlyMap<string, unknown>> {
    const rows = await db.query<{ key: string; value: unknown }>(`select key, value from settings`);
    return new Map(rows.map(({ key, value }) => [key, value]));
  }

  /** Changes wait for each other, so that each knows what it replaces. */
  async lock(tx: Tx): Promise<void> {
    await tx.query(`lock table settings in share row exclusive mode`);
  }

  async change(tx: Tx, key: SettingKey, value: SettingValue, actor: string): Promise<void> {
    await tx.query(
      `insert into settings (key, value, updated_at, updated_by) values ($1, $2, $3, $4)
       on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
      [key, JSON.stringify(value), this.clock.now(), actor],
    );
    await this.cache.invalidate(tx, cacheKey);
  }

  /** The default counts again, also one that a later version changes. */
  async reset(tx: Tx, key: SettingKey): Promise<void> {
    await tx.query(`delete from settings where key = $1`, [key]);
    await this.cache.invalidate(tx, cacheKey);
  }
}
