import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { Clock } from '../../kernel/clock.js';
import { settingChanged } from '../users.jobs.js';
import { type Actor, AuditLogRepository, type AuditRecord } from '../audit/audit-log.repository.js';
import { formOf, isSettingKey } from './setting-definitions.js';
import { fits, type SettingValue } from './setting-form.js';
import { conflictOf, type SettingConflict } from './setting-pairs.js';
import { type SettingPage, SettingPageQuery } from './setting-page.query.js';
import { type SettingKey, settingDefaults } from './settings.js';
import { SettingsService } from './settings.service.js';

/** Long enough to notice a slip, short enough that an old message is no trap. */
const undoForMs = 24 * 60 * 60 * 1_000;

export interface SettingChange {
  readonly key: SettingKey;
  /** Null: back to the default. */
  readonly value: SettingValue | null;
  /** The revision that whoever changes it had before their eyes; absent: whatever it is. */
  readonly seen?: number;
  readonly actor: Actor;
  readonly requestKey: string;
}

export type SettingOutcome =
  | {
      readonly kind: 'changed';
      readonly key: SettingKey;
      readonly from: SettingValue;
      readonly to: SettingValue;
      readonly changeId: number;
    }
  | { readonly kind: 'unchanged' | 'changed_since'; readonly page: SettingPage }
  /** It would contradict another setting. */
  | { readonly kind: 'conflict'; readonly page: SettingPage; readonly conflict: SettingConflict }
  | { readonly kind: 'undo_too_late' };

/** As it stands in the audit log. */
interface Logged {
  readonly key: SettingKey;
  readonly value: SettingValue;
  readonly isDefault: boolean;
}

/** An administrator changes a setting; logged with before and after, taken back within a day. */
@Injectable()
export class ChangeSetting {
  constructor(
    private readonly transactor: Transactor,
    private readonly settings: SettingsService,
    private readonly pages: SettingPageQuery,
    private readonly audit: AuditLogRepository,
    private readonly clock: Clock,
  ) {}

  execute(change: SettingChange): Promise<SettingOutcome> {
    return this.transactor.run(async (tx) => {
      await this.settings.lock(tx);
      return this.within(tx, change);
    });
  }

  /** Unless it was changed again since. */
  undo(changeId: number, actor: Actor): Promise<SettingOutcome> {
    return this.transactor.run(async (tx) => {
      await this.settings.lock(tx);
      const change = await this.audit.byId(tx, changeId);
      const isLate =
        change === undefined || this.clock.now().getTime() - change.createdAt.getTime() > undoForMs;
      if (isLate || change.action !== 'setting') return { kind: 'undo_too_late' };
      const { key, value, isDefault } = change.before as Logged;
      if (!isSettingKey(key)) return { kind: 'undo_too_late' };
      const requestKey = `setting-undo:${changeId}`;
      return this.within(tx, { key, value: isDefault ? null : value, seen: changeId, actor, requestKey });
    });
  }

  private async within(
    tx: Tx,
    { key, value, seen, actor, requestKey }: SettingChange,
  ): Promise<SettingOutcome> {
    const known = await this.audit.byRequestKey(tx, requestKey);
    if (known !== undefined) return outcomeOf(known);
    const page = await this.pages.of(tx, key);
    const isDefault = value === null || value === settingDefaults[key];
    const after: Logged = { key, value: value ?? settingDefaults[key], isDefault };
    if (!fits(formOf(key), after.value)) throw new Error(`${key} cannot be ${JSON.stringify(value)}`);
    if (after.value === page.value && !page.misfit) return { kind: 'unchanged', page };
    if (seen !== undefined && seen !== page.revision) return { kind: 'changed_since', page };
    const values = await this.settings.values(tx);
    const conflict = conflictOf(key, after.value, (other) => values[other]);
    if (conflict !== undefined) return { kind: 'conflict', page, conflict };
    const before: Logged = { key, value: page.value, isDefault: page.isDefault };
    const entry = { action: 'setting', requestKey, actor, userId: null, reason: null };
    await this.audit.record(tx, { ...entry, before, after });
    if (isDefault) await this.settings.reset(tx, key);
    else await this.settings.change(tx, key, after.value, actor.name);
    const logged = await this.audit.byRequestKey(tx, requestKey);
    if (logged === undefined) throw new Error('a change was not logged');
    await announce(tx, settingChanged, { key, changeId: logged.id });
    return outcomeOf(logged);
  }
}

/** Also for the same request once more: what it did the first time, whatever came after it. */
function outcomeOf({ id, before, after }: AuditRecord): SettingOutcome {
  const [from, to] = [before as Logged, after as Logged];
  return { kind: 'changed', key: to.key, from: from.value, to: to.value, changeId: id };
}
