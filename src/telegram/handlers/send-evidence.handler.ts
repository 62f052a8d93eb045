import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import type { Tx } from '../../database/db.js';
import { announce } from '../../jobs/background/announce.js';
import { HandlesLane, LaneHandler } from '../../jobs/lanes/lane-handler.js';
import type { LaneItem } from '../../jobs/lanes/lane-item.js';
import { PermanentFailure } from '../../jobs/lanes/permanent-failure.js';
import { Clock } from '../../kernel/clock.js';
import { BotApi } from '../outbound/bot-api.js';
import { EvidenceFiles } from '../outbound/evidence-files.js';
import { type EvidenceRequest, sendEvidence } from '../outbound/evidence-requests.js';
import { Refusal } from '../outbound/refusal.js';
import { callGivenUp } from '../telegram.jobs.js';
import { evidenceCaption } from '../views/evidence.view.js';

/** Sends what we hold about a disputed payment, right behind the alert that asks for it. */
@Injectable()
@HandlesLane({ queue: 'outbound', kinds: [sendEvidence] })
export class SendEvidenceHandler extends LaneHandler<EvidenceRequest> {
  constructor(
    private readonly files: EvidenceFiles,
    private readonly api: BotApi,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {
    super();
  }

  async handle(items: readonly LaneItem<EvidenceRequest>[]): Promise<readonly number[]> {
    const [item] = items;
    if (item === undefined) return [];
    try {
      await this.send(item.payload);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw new PermanentFailure(`the file of a dispute: ${error.description}`);
    }
    return [item.id];
  }

  override async givenUp(tx: Tx, item: LaneItem<EvidenceRequest>, error: Error): Promise<void> {
    const { id, lane } = item;
    await announce(tx, callGivenUp, { item: id, lane, what: item.kind, error: error.message });
  }

  private async send({ dispute, chatId }: EvidenceRequest): Promise<void> {
    const file = await this.files.of(dispute, { timeZone: this.config.timeZone, now: this.clock.now() });
    if (file === undefined) return;
    await this.api.call('sendDocument', {
      chat_id: chatId,
      document: { source: Buffer.from(file.text, 'utf8'), filename: file.name },
      caption: evidenceCaption(file.dispute),
      parse_mode: 'HTML',
    });
  }
}
