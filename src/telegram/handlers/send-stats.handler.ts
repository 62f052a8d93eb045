import { Injectable, Logger } from '@nestjs/common';
import { ReportChart } from '../../analytics/report-chart.js';
import type { Report } from '../../analytics/report.js';
import { ReportQuery } from '../../analytics/report.query.js';
import type { Tx } from '../../database/db.js';
import { announce } from '../../jobs/background/announce.js';
import { HandlesLane, LaneHandler } from '../../jobs/lanes/lane-handler.js';
import type { LaneItem } from '../../jobs/lanes/lane-item.js';
import { PermanentFailure } from '../../jobs/lanes/permanent-failure.js';
import { BotApi } from '../outbound/bot-api.js';
import { Refusal } from '../outbound/refusal.js';
import { sendStats, type StatsRequest } from '../outbound/stats-requests.js';
import { callGivenUp } from '../telegram.jobs.js';
import { statsView } from '../views/stats.view.js';

/** Answers `/stats`: one picture with the figures below it. */
@Injectable()
@HandlesLane({ queue: 'outbound', kinds: [sendStats] })
export class SendStatsHandler extends LaneHandler<StatsRequest> {
  private readonly log = new Logger(SendStatsHandler.name);

  constructor(
    private readonly reports: ReportQuery,
    private readonly chart: ReportChart,
    private readonly api: BotApi,
  ) {
    super();
  }

  async handle(items: readonly LaneItem<StatsRequest>[]): Promise<readonly number[]> {
    const [item] = items;
    if (item === undefined) return [];
    try {
      await this.answer(item.payload);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // Whoever asked is gone, and so is the place for the answer.
      const isGone = ['topic_gone', 'chat_gone', 'bot_removed'].includes(error.kind);
      if (!isGone) throw new PermanentFailure(`the answer to /stats: ${error.description}`);
    }
    return [item.id];
  }

  override async givenUp(tx: Tx, item: LaneItem<StatsRequest>, error: Error): Promise<void> {
    const { id, lane } = item;
    await announce(tx, callGivenUp, { item: id, lane, what: item.kind, error: error.message });
  }

  private async answer(request: StatsRequest): Promise<void> {
    const report = await this.reports.of(request.days);
    const { text } = statsView(report);
    const picture = await this.draw(report);
    if (picture !== undefined) {
      try {
        const photo = { source: picture, filename: `stats-${report.lastDay}-${report.days}d.png` };
        await this.api.call('sendPhoto', { ...placeOf(request), photo, caption: text });
        return;
      } catch (error) {
        // Groups can forbid pictures and still allow text.
        if (!(error instanceof Refusal) || error.kind !== 'no_rights') throw error;
      }
    }
    await this.api.call('sendMessage', { ...placeOf(request), text });
  }

  /** Without the picture the figures are worth sending too. */
  private async draw(report: Report): Promise<Buffer | undefined> {
    try {
      return await this.chart.draw(report);
    } catch (error) {
      this.log.error(`the chart could not be drawn: ${(error as Error).message}`, (error as Error).stack);
      return undefined;
    }
  }
}

/** telegraf leaves objects out of uploads without a word, so what is one goes as the JSON that Telegram accepts too. */
function placeOf({ chatId, topicId, replyTo }: StatsRequest): Record<string, unknown> {
  return {
    chat_id: chatId,
    ...(topicId === null ? {} : { message_thread_id: topicId }),
    parse_mode: 'HTML',
    reply_parameters: JSON.stringify({ message_id: replyTo, allow_sending_without_reply: true }),
  };
}
