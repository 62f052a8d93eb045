import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/db.js';
import { formOf } from './setting-definitions.js';
import { fits, type SettingValue } from './setting-form.js';
import { type SettingKey, settingDefaults } from './settings.js';
import { SettingsService } from './settings.service.js';

/** A setting as those see it who may change it. */
export interface SettingPage {
  readonly key: SettingKey;
  readonly value: SettingValue;
  readonly isDefault: boolean;
  /** Stored, but of no use any more: the default counts instead. */
  readonly misfit: boolean;
  /** The audit entry of the last change, 0 before the first: whoever changes the setting says which one they saw. */
  readonly revision: number;
  readonly changedBy: string | null;
  readonly changedAt: Date | null;
}

@Injectable()
export class SettingPageQuery {
  constructor(private readonly settings: SettingsService) {}

  async of(db: Db, key: SettingKey): Promise<SettingPage> {
    return pageOf(await this.settings.stored(db), key, await this.lastChange(db, key));
  }

  /** Without their histories. */
  async all(db: Db, keys: readonly SettingKey[]): Promise<SettingPage[]> {
    const stored = await this.settings.stored(db);
    return keys.map((key) => pageOf(stored, key, undefined));
  }

  private async lastChange(db: Db, key: SettingKey): Promise<LastChange | undefined> {
    const [last] = await db.query<LastChange>(
      `select id, actor_name as "changedBy", created_at as "changedAt" from audit_log
       where action = 'setting' and after->>'key' = $1 order by id desc limit 1`,
      [key],
    );
    return last;
  }
}

interface LastChange {
  readonly id: number;
  readonly changedBy: string;
  readonly changedAt: Date;
}

function pageOf(
  stored: ReadonlyMap<string, unknown>,
  key: SettingKey,
  last: LastChange | undefined,
): SettingPage {
  const own = stored.get(key);
  const isFit = fits(formOf(key), own);
  return {
    key,
    value: isFit ? own : settingDefaults[key],
    isDefault: !isFit,
    misfit: stored.has(key) && !isFit,
    revision: last?.id ?? 0,
    changedBy: last?.changedBy ?? null,
    changedAt: last?.changedAt ?? null,
  };
}
