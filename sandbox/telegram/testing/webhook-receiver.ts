import type { IncomingHttpHeaders, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  headers: IncomingHttpHeaders;
  path: string;
  update: Record<string, unknown> & { update_id: number };
}

export interface ReceiverAnswer {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  delayMs?: number;
}

/** A bot that only listens: keeps every update, answers as told. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  answer: (update: Received['update'], attempt: number) => ReceiverAnswer = () => ({});
  /** Most requests that were open at one time. */
  peak = 0;
  private open = 0;
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<WebhookReceiver> {
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const receiver = new WebhookReceiver(server, `http://127.0.0.1:${port}`);
    receiver.serve();
    return receiver;
  }

  get ids(): number[] {
    return this.received.map(({ update }) => update.update_id);
  }

  /** Updates of one kind, unwrapped. */
  of(kind: string): Record<string, unknown>[] {
    return this.received
      .map(({ update }) => update[kind] as Record<string, unknown> | undefined)
      .filter((update) => update !== undefined);
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
  }

  private serve(): void {
    this.server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      this.open += 1;
      this.peak = Math.max(this.peak, this.open);
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const update = JSON.parse(Buffer.concat(chunks).toString()) as Received['update'];
        this.received.push({ headers: request.headers, path: request.url ?? '', update });
        const attempt = this.ids.filter((id) => id === update.update_id).length;
        const { status = 200, headers = {}, body = '', delayMs = 0 } = this.answer(update, attempt);
        setTimeout(() => {
          this.open -= 1;
          response.writeHead(status, headers).end(body);
        }, delayMs);
      });
    });
  }
}
