import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Client } from 'pg';
import { AppConfig } from '../config/app-config.js';

type Subscriber = (payload: string) => void;

/**
 * One connection that LISTENs for the whole process. Notices only speed things up: after a gap (`onGap`) a
 * subscriber must assume that it missed some.
 */
@Injectable()
export class Listener implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger(Listener.name);
  private readonly subscribers = new Map<string, Subscriber[]>();
  private readonly gapHandlers: (() => void)[] = [];
  private client: Client | undefined;
  private retry: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(private readonly config: AppConfig) {}

  /** To be called from a constructor, before the connection is made. */
  subscribe(channel: string, subscriber: Subscriber): void {
    this.subscribers.set(channel, [...(this.subscribers.get(channel) ?? []), subscriber]);
  }

  onGap(handler: () => void): void {
    this.gapHandlers.push(handler);
  }

  async onModuleInit(): Promise<void> {
    await this.connect();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.retry);
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new Client({ connectionString: this.config.database.url, keepAlive: true });
    client.on('notification', ({ channel, payload }) => {
      for (const subscriber of this.subscribers.get(channel) ?? []) subscriber(payload ?? '');
    });
    client.on('error', (error) => {
      this.lost(client, error);
    });
    client.on('end', () => {
      this.lost(client);
    });
    this.client = client;
    try {
      await client.connect();
      for (const channel of this.subscribers.keys()) await client.query(`listen ${channel}`);
    } catch (error) {
      this.lost(client, error as Error);
      return;
    }
    for (const handler of this.gapHandlers) handler();
  }

  private lost(client: Client, error?: Error): void {
    if (this.stopped || this.client !== client) return;
    this.client = undefined;
    this.log.warn(`listening stopped, connecting again${error === undefined ? '' : `: ${error.message}`}`);
    client.end().catch(() => undefined);
    this.retry = setTimeout(() => void this.connect(), 1_000);
  }
}
