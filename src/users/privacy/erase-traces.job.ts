import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { HandlesJob } from '../../jobs/background/job-handler.js';
import { eraseTraces } from '../users.jobs.js';
import type { Person } from './personal-data.js';
import { PersonalDataSources } from './personal-data-sources.js';

/** What was on its way when somebody's data was erased is erased as well. */
@Injectable()
@HandlesJob(eraseTraces)
export class EraseTraces {
  constructor(
    private readonly transactor: Transactor,
    private readonly sources: PersonalDataSources,
  ) {}

  async handle(person: Person): Promise<void> {
    await this.transactor.run(async (tx) => {
      for (const source of this.sources.all) await source.erase(tx, person);
    });
  }
}
