import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import { Transactor } from '../../database/transactor.js';
import { Jobs } from '../../jobs/background/jobs.js';
import { type Actor, AuditLogRepository } from '../../users/audit/audit-log.repository.js';
import { publishCatalog } from '../billing.jobs.js';
import type { PublishRequest } from './published-product.js';

/** An administrator wants the catalogue published; a job does it, because it is many calls. Logged. */
@Injectable()
export class RequestPublication {
  constructor(
    private readonly transactor: Transactor,
    private readonly jobs: Jobs,
    private readonly audit: AuditLogRepository,
    private readonly config: AppConfig,
  ) {}

  /** False where only Stars are taken: there is no catalogue beside ours. */
  get isPossible(): boolean {
    return this.config.stripe.apiKey !== undefined;
  }

  async execute(request: PublishRequest, actor: Actor): Promise<void> {
    const { requestKey } = request;
    const entry = { action: 'catalog.publish', requestKey, actor, userId: null, reason: null };
    await this.transactor.run(async (tx) => {
      if (!(await this.audit.record(tx, { ...entry, before: null, after: null }))) return;
      await this.jobs.enqueue(tx, publishCatalog, request);
    });
  }
}
