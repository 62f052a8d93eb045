import { Injectable } from '@nestjs/common';
import { Reader } from '../../database/reader.js';

/** What keeps messages from their groups now, as Telegram puts it; empty again once they have gone out. */
@Injectable()
export class GroupTroublesQuery {
  constructor(private readonly reader: Reader) {}

  async current(): Promise<string[]> {
    const rows = await this.reader.query<{ problem: string }>(
      `select distinct i.last_error as problem from lanes l join lane_items i using (queue, lane)
       where l.queue = 'outbound' and not l.idle and l.failures > 0 and i.last_error like 'group -%'
       order by 1 limit 10`,
    );
    return rows.map(({ problem }) => problem);
  }
}
