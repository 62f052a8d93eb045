import { Injectable } from '@nestjs/common';
import { ContentFiguresQuery } from '../../billing/content/content-figures.query.js';
import { AppConfig } from '../../config/app-config.js';
import { Reader } from '../../database/reader.js';
import { Clock } from '../../kernel/clock.js';
import { BotLifecycle } from '../bot-lifecycle.js';
import { contentItemView, contentListView, itemsPerPage } from '../views/content-desk.view.js';
import { chartDays, unlockChart } from '../views/unlock-chart.js';
import type { View } from '../views/view.js';

/** The pages of `/content`. */
@Injectable()
export class ContentShelf {
  constructor(
    private readonly reader: Reader,
    private readonly figures: ContentFiguresQuery,
    private readonly lifecycle: BotLifecycle,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** A page that no longer exists shows the nearest one. */
  async page(asked: number): Promise<View> {
    const { total } = await this.figures.page(this.reader, { first: 0, count: 0 });
    const page = Math.min(Math.max(1, asked), Math.max(1, Math.ceil(total / itemsPerPage)));
    const first = (page - 1) * itemsPerPage;
    const { items } = await this.figures.page(this.reader, { first, count: itemsPerPage });
    return contentListView(items, total, page, total === 0 ? '' : await this.chart());
  }

  async item(id: number, page: number): Promise<View | undefined> {
    const item = await this.figures.of(this.reader, id);
    if (item === undefined) return undefined;
    const { timeZone } = this.config;
    const since = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone }).format(item.createdAt);
    return contentItemView(item, page, {
      since,
      bot: await this.lifecycle.link(),
      chart: await this.chart(id),
    });
  }

  private async chart(itemId?: number): Promise<string> {
    const { timeZone } = this.config;
    const of = itemId === undefined ? {} : { itemId };
    const span = { now: this.clock.now(), timeZone, count: chartDays, ...of };
    return unlockChart(await this.figures.days(this.reader, span));
  }
}
