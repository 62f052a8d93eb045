import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { announce } from '../../jobs/background/announce.js';
import { HandlesLane, LaneHandler } from '../../jobs/lanes/lane-handler.js';
import type { LaneItem } from '../../jobs/lanes/lane-item.js';
import { PermanentFailure } from '../../jobs/lanes/permanent-failure.js';
import type { Person } from '../../users/privacy/personal-data.js';
import { BotApi } from '../outbound/bot-api.js';
import { Refusal } from '../outbound/refusal.js';
import { callGivenUp } from '../telegram.jobs.js';
import { ExportFiles } from './export-files.js';
import { sendExport } from './export-requests.js';

/** Sends people the file with everything about them. */
@Injectable()
@HandlesLane({ queue: 'outbound', kinds: [sendExport] })
export class SendExportHandler extends LaneHandler<Person> {
  constructor(
    private readonly files: ExportFiles,
    private readonly api: BotApi,
  ) {
    super();
  }

  async handle(items: readonly LaneItem<Person>[]): Promise<readonly number[]> {
    const [item] = items;
    if (item === undefined) return [];
    try {
      await this.send(item.payload);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // Somebody who has blocked the bot meanwhile can ask again.
      if (error.kind !== 'blocked' && error.kind !== 'deactivated')
        throw new PermanentFailure(`an export: ${error.description}`);
    }
    return [item.id];
  }

  override async givenUp(tx: Tx, item: LaneItem<Person>, error: Error): Promise<void> {
    const { id, lane } = item;
    await announce(tx, callGivenUp, { item: id, lane, what: item.kind, error: error.message });
  }

  private async send(person: Person): Promise<void> {
    const file = await this.files.of(person);
    if (file === undefined) return;
    await this.api.call('sendDocument', {
      chat_id: person.telegramId,
      document: { source: Buffer.from(file.text, 'utf8'), filename: file.name },
      caption: file.caption,
      parse_mode: 'HTML',
    });
  }
}
