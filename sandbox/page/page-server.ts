import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { SandboxProblem } from '../runner/sandbox-problem.js';
import type { Stage } from '../runner/stage.js';
import { HostedPages } from './hosted-pages.js';
import { ReverseProxy } from './reverse-proxy.js';
import { SandboxRoutes } from './sandbox-routes.js';
import { StaticFiles } from './static-files.js';

const WAITING = `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="1"><title>Sandbox</title>
<p style="font:16px system-ui;margin:3rem auto;max-width:30rem">The sandbox is starting …</p>`;

type Route = (request: IncomingMessage, response: ServerResponse, path: string) => void | Promise<void>;

/** The one address of the sandbox: the page itself and, behind it, both emulators and the bot's web pages. */
export class PageServer {
  private routes: [RegExp, Route][] = [];
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      void this.serve(request, response);
    });
  }

  /** Takes the port; until `open` everybody is asked to wait. */
  static async listen(port: number, host: string): Promise<PageServer> {
    const page = new PageServer();
    await new Promise<void>((resolve, reject) => {
      page.server.once('error', reject);
      page.server.listen(port, host, resolve);
    }).catch((error: unknown) => {
      throw (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
        ? new SandboxProblem(`Port ${port} is in use. Choose another one: SANDBOX_PORT=4001 npm run sandbox`)
        : error;
    });
    return page;
  }

  open(stage: Stage): void {
    const telegram = new ReverseProxy(stage.telegram.url);
    const stripe = new ReverseProxy(stage.stripe.url);
    const bot = new ReverseProxy(stage.botUrl);
    const hosted = new HostedPages(stage.stripe.url, stage.telegram.world.bot.username);
    const own = new SandboxRoutes(stage);
    const files = new StaticFiles(new URL('./public/', import.meta.url));
    this.routes = [
      [/^\/telegram(?=\/(actor|control)\/)/, (...exchange) => telegram.forward(...exchange)],
      [/^\/stripe(?=\/control\/)/, (...exchange) => stripe.forward(...exchange)],
      [/^(?=\/(c|p|i|receipts)\/)/, (...exchange) => hosted.forward(...exchange)],
      [/^(?=\/(dashboard|health|metrics)\b)/, (...exchange) => bot.forward(...exchange)],
      [/^\/sandbox(?=\/)/, (...exchange) => own.handle(...exchange)],
      [/^/, (_request, response, path) => files.serve(response, path)],
    ];
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve();
      });
      this.server.closeAllConnections();
    });
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = request.url ?? '/';
    const found = this.routes.find(([prefix]) => prefix.test(target));
    if (found === undefined) {
      response
        .writeHead(503, { 'content-type': 'text/html; charset=utf-8', 'retry-after': '1' })
        .end(WAITING);
      return;
    }
    const [prefix, route] = found;
    try {
      await route(request, response, target.replace(prefix, ''));
    } catch (error) {
      if (!response.headersSent) response.writeHead(502, { 'content-type': 'text/plain' });
      response.end(error instanceof Error ? error.message : String(error));
    }
  }
}
