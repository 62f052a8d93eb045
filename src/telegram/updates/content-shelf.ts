import { Injectable } from '@nestjs/common';
import { ContentFiguresQuery } from '../../billing/content/content-figures.query.js';
import { AppConfig } from '../../config/app-config.js';
import { Reader } from '../../database/reader.js';
import { BotLifecycle } from '../bot-lifecycle.js';
import { contentItemView, contentListView, itemsPerPage } from '../views/content-desk.view.js';
import type { View } from '../views/view.js';

/** The pages of `/content`. */
@Injectable()
export class ContentShelf {
  constructor(
    private readonly reader: Reader,
    private readonly figures: ContentFiguresQuery,
    private readonly lifecycle: BotLifecycle,
    private readonly config: AppConfig,
  ) {}

  /** A page that no longer exists shows the nearest one. */
  async page(asked: number): Promise<View> {
    const { total } = await this.figures.page(this.reader, { first: 0, count: 0 });
    const page = Math.min(Math.max(1, asked), Math.max(1, Math.ceil(total / itemsPerPage)));
    const first = (page - 1) * itemsPerPage;
    const { items } = await this.figures.page(this.reader, { first, count: itemsPerPage });
    return contentListView(items, total, page);
  }

  async item(id: number, page: number): Promise<View | undefined> {
    const item = await this.figures.of(this.reader, id);
    if (item === undefined) return undefined;
    const { timeZone } = this.config;
    const since = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone }).format(item.createdAt);
    return contentItemView(item, page, since, await this.lifecycle.link());
  }
}
