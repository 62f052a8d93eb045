import { Injectable } from '@nestjs/common';
import { customerLane, priorities } from '../../conversations/outbound-lanes.js';
import { Transactor } from '../../database/transactor.js';
import { Lanes } from '../../jobs/lanes/lanes.js';
import type { Person } from '../../users/privacy/personal-data.js';

export const sendExport = 'send-export';

/** Asks for the file with everything about a person; it is written when its turn to be sent has come. */
@Injectable()
export class ExportRequests {
  constructor(
    private readonly transactor: Transactor,
    private readonly lanes: Lanes,
  ) {}

  request(person: Person): Promise<void> {
    return this.transactor.run((tx) =>
      this.lanes.enqueue(tx, {
        queue: 'outbound',
        ...customerLane(person.telegramId),
        kind: sendExport,
        payload: person,
        priority: priorities.receipt,
      }),
    );
  }
}
