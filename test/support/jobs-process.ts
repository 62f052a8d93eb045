import type { INestApplicationContext, Provider } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { ConfigModule } from '../../src/config/config.module.js';
import { DatabaseModule } from '../../src/database/database.module.js';
import { Reader } from '../../src/database/reader.js';
import { Transactor } from '../../src/database/transactor.js';
import { JobsModule } from '../../src/jobs/jobs.module.js';
import type { LaneQueue, NewLaneItem } from '../../src/jobs/lanes/lane-item.js';
import { defaultLaneSettings, LaneSettings } from '../../src/jobs/lanes/lane-settings.js';
import { Lanes } from '../../src/jobs/lanes/lanes.js';
import { Clock, SystemClock } from '../../src/kernel/clock.js';
import { LetterBox } from './letter-box.js';
import { ParcelBox } from './parcel-box.js';
import { PostOffice } from './post-office.js';
import { QuietLogger } from './quiet-logger.js';
import { testConfig } from './test-config.js';

export interface JobsProcessOptions {
  readonly url: string;
  readonly providers?: Provider[];
  readonly office?: PostOffice;
  readonly settings?: { readonly [Name in keyof LaneSettings]?: LaneSettings[Name] };
  readonly role?: 'all' | 'web' | 'worker';
  readonly clock?: Clock;
}

@Module({})
class UnderTest {}

/** One process of the product with the job engines alone, on a database that it may share with others. */
export class JobsProcess {
  private constructor(
    readonly app: INestApplicationContext,
    readonly log: QuietLogger,
  ) {}

  static async start(options: JobsProcessOptions): Promise<JobsProcess> {
    const { url, office, settings = {}, role = 'all', clock = new SystemClock() } = options;
    const post =
      office === undefined ? [] : [LetterBox, ParcelBox, { provide: PostOffice, useValue: office }];
    const providers = [...(options.providers ?? []), ...post];
    const log = new QuietLogger();
    const module = await Test.createTestingModule({
      imports: [
        ConfigModule.forRoot(testConfig(url, { PROCESS_ROLE: role }), clock),
        DatabaseModule,
        JobsModule,
        { module: UnderTest, providers },
      ],
    })
      .overrideProvider(LaneSettings)
      .useValue(Object.assign({}, defaultLaneSettings, settings))
      .setLogger(log)
      .compile();
    return new JobsProcess(await module.init(), log);
  }

  get lanes(): Lanes {
    return this.app.get(Lanes, { strict: false });
  }

  get db(): Reader {
    return this.app.get(Reader, { strict: false });
  }

  get transactor(): Transactor {
    return this.app.get(Transactor, { strict: false });
  }

  enqueue(...items: readonly NewLaneItem[]): Promise<void> {
    return this.transactor.run((tx) => this.lanes.enqueueMany(tx, items));
  }

  async waiting(queue: LaneQueue = 'outbound'): Promise<number> {
    const [row] = await this.db.query<{ n: number }>(
      'select count(*) as n from lane_items where queue = $1',
      [queue],
    );
    return row?.n ?? 0;
  }

  async stop(): Promise<void> {
    await this.app.close();
  }
}

/** The n-th letter of a lane. */
export function letter(lane: string, n: number, more: Partial<NewLaneItem> = {}): NewLaneItem {
  return { queue: 'outbound', lane, kind: 'letter', payload: { n }, ...more };
}
