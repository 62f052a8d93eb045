import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppConfig } from '../config/app-config.js';
import { dataSourceOptions } from '../database/database.options.js';
import { Reader } from '../database/reader.js';
import { runStatement } from '../database/run-statement.js';

/** A report asks a handful of questions at once; more connections would only press on the replica. */
const poolSize = 3;

/** Where reports read: the replica of `DATABASE_REPLICA_URL` if there is one, else the database itself. */
@Injectable()
export class ReportDb implements OnApplicationShutdown {
  private readonly log = new Logger(ReportDb.name);
  private replica: Promise<DataSource> | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly reader: Reader,
  ) {}

  /** A replica that is away or that cancels the statement costs speed, not the answer. */
  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const { replicaUrl } = this.config.database;
    if (replicaUrl === undefined) return this.reader.query<Row>(sql, parameters);
    try {
      const replica = await this.connected(replicaUrl);
      return await runStatement<Row>(replica.manager, sql, parameters);
    } catch (error) {
      this.log.warn(`the replica did not answer, asking the database: ${(error as Error).message}`);
      return this.reader.query<Row>(sql, parameters);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    const replica = await this.replica?.catch(() => undefined);
    await replica?.destroy();
  }

  /** Connected at the first report, so that a replica that is away keeps no process from starting. */
  private connected(url: string): Promise<DataSource> {
    this.replica ??= new DataSource(dataSourceOptions({ url, poolSize }))
      .initialize()
      .catch((error: unknown) => {
        this.replica = undefined;
        throw error;
      });
    return this.replica;
  }
}
