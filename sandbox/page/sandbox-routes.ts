import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { isLimitsMode } from '../runner/limits-mode.js';
import type { Stage } from '../runner/stage.js';

/** `/sandbox/*`: what belongs to neither emulator, such as who is who, the bot's state and the limits. */
export class SandboxRoutes {
  constructor(private readonly stage: Stage) {}

  async handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    switch (`${request.method ?? ''} ${path}`) {
      case 'GET /id':
        response.writeHead(200, { 'content-type': 'text/plain' }).end(this.stage.id);
        return;
      case 'GET /info':
        this.answer(response, 200, this.stage.describe());
        return;
      case 'GET /journal':
        this.answer(response, 200, this.stage.journals());
        return;
      case 'GET /events':
        this.stream(response);
        return;
      case 'POST /limits':
        await this.changeLimits(request, response);
        return;
      case 'POST /restart-bot':
        await this.stage.bot.restart();
        this.answer(response, 200, { ok: true });
        return;
      default:
        this.answer(response, 404, { ok: false, error: 'There is no such command.' });
    }
  }

  private async changeLimits(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { mode } = (await json(request)) as { mode?: unknown };
    if (!isLimitsMode(mode)) {
      this.answer(response, 400, { ok: false, error: 'Unknown mode of limits.' });
      return;
    }
    await this.stage.changeLimits(mode);
    this.answer(response, 200, { ok: true });
  }

  /** Tells the page when the bot stops or is back. */
  private stream(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    const tell = (): void => {
      response.write(`event: info\ndata: ${JSON.stringify(this.stage.describe())}\n\n`);
    };
    tell();
    this.stage.bot.on('status', tell);
    response.on('close', () => this.stage.bot.off('status', tell));
  }

  private answer(response: ServerResponse, status: number, body: object): void {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }
}
