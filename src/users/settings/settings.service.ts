import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import { SharedCache } from '../../database/shared-cache.js';
import { Clock } from '../../kernel/clock.js';
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
    return this.cache.get(cacheKey, async () => {
      const rows = await db.query<{ key: string; value: unknown }>(`select key, value from settings`);
      // A key that this version no longer knows is left alone in the table and not handed out.
      const known = rows.filter(({ key }) => key in settingDefaults).map(({ key, value }) => [key, value]);
      return { ...settingDefaults, ...(Object.fromEntries(known) as Partial<Settings>) };
    });
  }

  async change<Key extends SettingKey>(tx: Tx, key: Key, value: Settings[Key], actor: string): Promise<void> {
    await tx.query(
      `insert into settings (key, value, updated_at, updated_by) values ($1, $2, $3, $4)
       on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
      [key, JSON.stringify(value), this.clock.now(), actor],
    );
    await this.cache.invalidate(tx, cacheKey);
  }
}
