import { Injectable } from '@nestjs/common';
import { catalogPublished, publishCatalog } from '../../billing/billing.jobs.js';
import type { PublishRequest } from '../../billing/catalog/published-product.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { HandlesJob } from '../../jobs/background/job-handler.js';
import { PublishCatalog } from './publish-catalog.js';

/** Publishes because somebody asked for it, and says what came of it. */
@Injectable()
@HandlesJob(publishCatalog)
export class PublishCatalogJob {
  constructor(
    private readonly transactor: Transactor,
    private readonly publish: PublishCatalog,
  ) {}

  async handle(request: PublishRequest): Promise<void> {
    const published = await this.publish.execute({ isTrial: false });
    await this.transactor.run((tx) => announce(tx, catalogPublished, { request, published }));
  }
}
