import { Injectable } from '@nestjs/common';
import { mirrorEdit, type MirrorEditPayload } from '../../conversations/conversations.jobs.js';
import { MirrorEdit } from '../../conversations/relay/mirror-edit.use-case.js';
import { HandlesLane, LaneHandler } from '../../jobs/lanes/lane-handler.js';
import type { LaneItem } from '../../jobs/lanes/lane-item.js';
import { GroupRepair } from './group-repair.js';

/** Edits on their way to the copies; of several that wait for one message the last is the one to show. */
@Injectable()
@HandlesLane({ queue: 'outbound', kinds: [mirrorEdit], batch: 100 })
export class MirrorEditHandler extends LaneHandler<MirrorEditPayload> {
  constructor(
    private readonly edits: MirrorEdit,
    private readonly repair: GroupRepair,
  ) {
    super();
  }

  async handle(items: readonly LaneItem<MirrorEditPayload>[]): Promise<readonly number[]> {
    const ofFirst = items.filter(({ payload }) => payload.message === items[0]?.payload.message);
    const last = ofFirst.at(-1);
    if (last === undefined) return [];
    await this.repair.during(() => this.edits.execute(last.payload));
    return ofFirst.map(({ id }) => id);
  }
}
