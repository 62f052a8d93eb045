import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'pg';
import { AppConfig } from '../config/app-config.js';
import { connectionSettings } from './database.options.js';

/** A webhook runs one short statement, so a few connections answer a thousand requests a second. */
const connections = 8;

/**
 * Connections that belong to the webhooks alone. Telegram delivers a group's next update only after the answer to the
 * last one, so storing must never queue behind the work that all workers do with the pool.
 */
@Injectable()
export class FrontDoor implements OnApplicationShutdown {
  private readonly pool: Pool;

  constructor(config: AppConfig) {
    const { url } = config.database;
    this.pool = new Pool({
      connectionString: url,
      max: connections,
      connectionTimeoutMillis: 5_000,
      ...connectionSettings,
    });
    // A connection that breaks while idle is replaced at the next request.
    this.pool.on('error', () => undefined);
  }

  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return (await this.pool.query(sql, [...parameters])).rows as Row[];
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
