import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ActorRoute } from './actor-route.js';
import type { BotApiRoute } from './bot-api-route.js';
import type { ControlRoute } from './control-route.js';

/** The listening socket: the Bot API for the bot, `/actor/*` for people, `/control/*` for the weather. */
export class EmulatorServer {
  private readonly server: Server;

  constructor(
    private readonly botApi: BotApiRoute,
    private readonly actor: ActorRoute,
    private readonly control: ControlRoute,
  ) {
    this.server = createServer((request, response) => {
      void this.handle(request, response);
    });
    // Idle clients keep their connections, as with the real server.
    this.server.keepAliveTimeout = 75_000;
  }

  async listen(port: number, host: string): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, resolve);
    });
    const { port: actualPort } = this.server.address() as AddressInfo;
    return `http://${host}:${actualPort}`;
  }

  async close(): Promise<void> {
    this.actor.close();
    await new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve();
      });
      this.server.closeAllConnections();
    });
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://emulator');
    try {
      if (url.pathname.startsWith('/bot')) await this.botApi.call(request, response, url);
      else if (url.pathname.startsWith('/file/')) this.botApi.file(response, url);
      else if (url.pathname.startsWith('/actor/')) await this.actor.handle(request, response, url);
      else if (url.pathname.startsWith('/control/')) await this.control.handle(request, response, url);
      else response.writeHead(404).end();
    } catch (error) {
      if (!response.headersSent) response.writeHead(500);
      response.end(error instanceof Error ? error.message : 'Internal Server Error');
    }
  }
}
