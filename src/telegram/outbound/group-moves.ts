import { Injectable } from '@nestjs/common';
import { AdminGroups } from '../../conversations/threads/admin-groups.js';
import { Transactor } from '../../database/transactor.js';
import { asChatId } from '../../kernel/ids.js';

/** Bot API: `migrate_to_chat_id` in a refusal names the new id of a group of the call. */
@Injectable()
export class GroupMoves {
  constructor(
    private readonly transactor: Transactor,
    private readonly groups: AdminGroups,
  ) {}

  /** Remembers the move and returns the call as it is to be made now; whatever still names the old id gets here. */
  async follow(call: Record<string, unknown>, to: number): Promise<Record<string, unknown>> {
    const name = ['chat_id', 'from_chat_id'].find((key) => Number(call[key]) < 0 && call[key] !== to);
    if (name === undefined) return call;
    const from = asChatId(Number(call[name]));
    await this.transactor.run((tx) => this.groups.moved(tx, from, asChatId(to)));
    return { ...call, [name]: to };
  }
}
