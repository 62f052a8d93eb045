import type { ServerResponse } from 'node:http';
import type { Journal, JournalEntry } from '../journal.js';
import type { World } from '../state/world.js';

/** Many changes of one moment are one event: the page reloads the state anyway. */
const QUIET_MS = 50;
const KEEP_ALIVE_MS = 15_000;

/** Server-sent events: `change` (state changed, read it again) and `journal` (one entry each). */
export class EventStream {
  private readonly clients = new Set<ServerResponse>();
  private timer: NodeJS.Timeout | undefined;
  private readonly heartbeat: NodeJS.Timeout;

  constructor(
    private readonly world: World,
    private readonly journal: Journal,
  ) {
    world.on('change', this.onChange);
    journal.on('entry', this.onEntry);
    this.heartbeat = setInterval(() => {
      this.write(': still here\n\n');
    }, KEEP_ALIVE_MS);
    this.heartbeat.unref();
  }

  open(response: ServerResponse): void {
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-cache',
      Connection: 'keep-alive',
    });
    response.write('event: change\ndata: {}\n\n');
    this.clients.add(response);
    response.on('close', () => this.clients.delete(response));
  }

  close(): void {
    this.world.off('change', this.onChange);
    this.journal.off('entry', this.onEntry);
    clearInterval(this.heartbeat);
    clearTimeout(this.timer);
    for (const client of this.clients) client.end();
    this.clients.clear();
  }

  private readonly onChange = (): void => {
    if (this.clients.size === 0) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.write('event: change\ndata: {}\n\n');
    }, QUIET_MS);
  };

  private readonly onEntry = (entry: JournalEntry): void => {
    if (this.clients.size > 0) this.write(`event: journal\ndata: ${JSON.stringify(entry)}\n\n`);
  };

  private write(text: string): void {
    for (const client of this.clients) client.write(text);
  }
}
