import { Injectable } from '@nestjs/common';
import { generalLane, priorities } from '../../conversations/outbound-lanes.js';
import { Transactor } from '../../database/transactor.js';
import { Lanes } from '../../jobs/lanes/lanes.js';
import type { ChatId } from '../../kernel/ids.js';

export const sendStats = 'send-stats';

export interface StatsRequest {
  readonly days: number;
  readonly chatId: ChatId;
  readonly topicId: number | null;
  readonly replyTo: number;
}

/** Asks for a report; it is computed and drawn when its turn to be sent has come. */
@Injectable()
export class StatsRequests {
  constructor(
    private readonly transactor: Transactor,
    private readonly lanes: Lanes,
  ) {}

  request(request: StatsRequest): Promise<void> {
    return this.transactor.run((tx) =>
      this.lanes.enqueue(tx, {
        queue: 'outbound',
        ...generalLane(request.chatId),
        kind: sendStats,
        payload: request,
        priority: priorities.relay,
      }),
    );
  }
}
