import { Injectable } from '@nestjs/common';
import { catalogPublished } from '../../billing/billing.jobs.js';
import type { PublishedProduct, PublishRequest } from '../../billing/catalog/published-product.js';
import { Transactor } from '../../database/transactor.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import { asChatId } from '../../kernel/ids.js';
import { Outbox } from '../outbound/outbox.js';
import { publishedView } from '../views/product-edit.view.js';

/** Whoever pressed “Publish to Stripe” reads what it did, where they pressed it. */
@Injectable()
@OnEvent(catalogPublished, 'notice')
export class CatalogPublishedHandler {
  constructor(
    private readonly transactor: Transactor,
    private readonly outbox: Outbox,
  ) {}

  async handle({
    request,
    published,
  }: {
    request: PublishRequest;
    published: readonly PublishedProduct[];
  }): Promise<void> {
    const { requestKey, chatId, topicId } = request;
    await this.transactor.run(async (tx) => {
      if (!(await this.outbox.once(tx, `published:${requestKey}`))) return;
      const place = topicId === null ? {} : { topicId };
      await this.outbox.toGroup(tx, asChatId(chatId), publishedView(published), place);
    });
  }
}
