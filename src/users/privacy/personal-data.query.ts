import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/db.js';
import type { UserId } from '../../kernel/ids.js';
import { PersonalDataSources } from './personal-data-sources.js';

/** Everything that is stored about one person, one list per area; empty ones are left out. */
@Injectable()
export class PersonalDataQuery {
  constructor(private readonly sources: PersonalDataSources) {}

  async of(db: Db, userId: UserId): Promise<Record<string, readonly unknown[]>> {
    const found: Record<string, readonly unknown[]> = {};
    for (const { area, sql } of this.sources.all.flatMap(({ areas }) => areas)) {
      const rows = await db.query<{ row: unknown }>(sql, [userId]);
      if (rows.length > 0) found[area] = rows.map(({ row }) => row);
    }
    return found;
  }
}
