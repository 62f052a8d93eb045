import { Injectable } from '@nestjs/common';
import { type MirrorEditPayload, positionDue } from '../../conversations/conversations.jobs.js';
import { EditLane } from '../../conversations/relay/edit-lane.js';
import { Transactor } from '../../database/transactor.js';
import { HandlesJob } from '../../jobs/background/job-handler.js';

/** A position has moved for a while; the copy may follow. */
@Injectable()
@HandlesJob(positionDue)
export class PositionDueHandler {
  constructor(
    private readonly transactor: Transactor,
    private readonly lane: EditLane,
  ) {}

  async handle(payload: MirrorEditPayload): Promise<void> {
    await this.transactor.run((tx) => this.lane.send(tx, payload));
  }
}
