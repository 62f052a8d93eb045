import { Injectable } from '@nestjs/common';
import { generalLane, priorities } from '../../conversations/outbound-lanes.js';
import { AdminGroups } from '../../conversations/threads/admin-groups.js';
import { Transactor } from '../../database/transactor.js';
import { Lanes } from '../../jobs/lanes/lanes.js';
import type { ChatId } from '../../kernel/ids.js';
import { Outbox } from './outbox.js';

export const sendEvidence = 'send-evidence';

export interface EvidenceRequest {
  readonly dispute: number;
  readonly chatId: ChatId;
}

/** Asks for the file of a dispute in General, once; it is written when its turn to be sent has come. */
@Injectable()
export class EvidenceRequests {
  constructor(
    private readonly transactor: Transactor,
    private readonly groups: AdminGroups,
    private readonly outbox: Outbox,
    private readonly lanes: Lanes,
  ) {}

  async request(dispute: number): Promise<void> {
    const chatId = await this.groups.alertChat();
    await this.transactor.run(async (tx) => {
      if (!(await this.outbox.once(tx, `evidence:${dispute}`))) return;
      await this.lanes.enqueue(tx, {
        queue: 'outbound',
        ...generalLane(chatId),
        kind: sendEvidence,
        payload: { dispute, chatId },
        priority: priorities.relay,
      });
    });
  }
}
