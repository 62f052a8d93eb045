import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import type { Tx } from '../../database/db.js';
import { Reader } from '../../database/reader.js';
import { SharedCache } from '../../database/shared-cache.js';
import { Transactor } from '../../database/transactor.js';
import { Clock } from '../../kernel/clock.js';
import type { ChatId } from '../../kernel/ids.js';
import { announce } from '../../jobs/background/announce.js';
import { groupMoved } from '../conversations.jobs.js';
import { AdminGroup } from './admin-group.entity.js';

/** A group with what decides about draining it. */
export type LockedGroup = Pick<AdminGroup, 'id' | 'chatId' | 'draining' | 'drainedAt'> & {
  readonly open: number;
  /** By the settings. */
  readonly isNamed: boolean;
};

const cacheKey = 'admin-groups';

/** The groups that `ADMIN_GROUP_ID` names; one that is named no longer keeps its threads and gets no new ones. */
@Injectable()
export class AdminGroups implements OnApplicationBootstrap {
  constructor(
    private readonly config: AppConfig,
    private readonly reader: Reader,
    private readonly transactor: Transactor,
    private readonly cache: SharedCache,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.transactor.run(async (tx) => {
      await tx.query(
        `insert into admin_groups (chat_id, created_at) select unnest($1::bigint[]), $2 on conflict do nothing`,
        [this.config.telegram.adminGroups, this.clock.now()],
      );
      await tx.query(`update admin_groups set draining = drained_at is not null or not (chat_id = any($1))`, [
        this.config.telegram.adminGroups,
      ]);
      await this.cache.invalidate(tx, cacheKey);
    });
  }

  async all(): Promise<readonly AdminGroup[]> {
    return this.cache.get(cacheKey, () => this.reader.manager.find(AdminGroup, { order: { id: 'ASC' } }));
  }

  async has(chatId: number): Promise<boolean> {
    return (await this.all()).some((group) => group.chatId === chatId);
  }

  /** Locked, because of two groups that drain at once one must stay. `open`: conversations that are not closed. */
  async lockAll(tx: Tx): Promise<LockedGroup[]> {
    const named = this.config.telegram.adminGroups;
    await tx.query(`select 1 from admin_groups order by id for update`);
    return tx.query<LockedGroup>(
      `select g.id, g.chat_id as "chatId", g.draining, g.drained_at as "drainedAt",
         g.chat_id = any($1) as "isNamed",
         (select count(*) from threads t where t.admin_group_id = g.id and t.state <> 'closed')::int as open
       from admin_groups g order by g.id`,
      [named],
    );
  }

  /** Undone, the settings alone decide again. */
  async setDrained(tx: Tx, id: number, drained: boolean): Promise<void> {
    await tx.query(
      `update admin_groups set drained_at = $2, draining = $2::timestamptz is not null or not (chat_id = any($3))
       where id = $1`,
      [id, drained ? this.clock.now() : null, this.config.telegram.adminGroups],
    );
    await this.cache.invalidate(tx, cacheKey);
  }

  /** Where alerts go: the General topic of the first group that takes new threads. */
  async alertChat(): Promise<ChatId> {
    const groups = await this.all();
    const group = groups.find(({ draining }) => !draining) ?? groups[0];
    if (group === undefined) throw new Error('there is no admin group');
    return group.chatId;
  }

  /**
   * Bot API: `migrate_to_chat_id`. The threads follow, because they point at our id, and what crossed keeps its other
   * side. Settings that still name the old id make a second row at the next start, which is taken in here.
   */
  async moved(tx: Tx, from: ChatId, to: ChatId): Promise<void> {
    const [old] = await tx.query<{ id: number }>(
      `select id from admin_groups where chat_id = $1 for update`,
      [from],
    );
    if (old === undefined) return;
    const [known] = await tx.query<{ id: number }>(
      `update admin_groups set draining = false where chat_id = $1 returning id`,
      [to],
    );
    if (known === undefined) await this.rename(tx, from, to);
    else {
      await tx.query(`update threads set admin_group_id = $2 where admin_group_id = $1`, [old.id, known.id]);
      await tx.query(`update spare_topics set admin_group_id = $2 where admin_group_id = $1`, [
        old.id,
        known.id,
      ]);
      await tx.query(`delete from admin_groups where id = $1`, [old.id]);
    }
    await announce(tx, groupMoved, { from, to });
    await this.cache.invalidate(tx, cacheKey);
  }

  private async rename(tx: Tx, from: ChatId, to: ChatId): Promise<void> {
    await tx.query(`update admin_groups set chat_id = $2 where chat_id = $1`, [from, to]);
    await tx.query(`update messages set chat_id = $2 where chat_id = $1`, [from, to]);
    await tx.query(`update messages set copy_chat_id = $2 where copy_chat_id = $1`, [from, to]);
    await tx.query(`update reactions set chat_id = $2 where chat_id = $1`, [from, to]);
  }
}
