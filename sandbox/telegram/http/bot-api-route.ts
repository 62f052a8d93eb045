import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError } from '../api/api-error.js';
import type { ApiOutcome, Dispatcher } from '../api/dispatcher.js';
import { compact } from '../state/json-object.js';
import { bytesOf } from '../state/file-state.js';
import type { World } from '../state/world.js';
import type { RequestReader } from './request-reader.js';

/** `/bot<token>/[test/]<method>` and `/file/bot<token>/<path>`. */
export class BotApiRoute {
  constructor(
    private readonly token: string,
    private readonly dispatcher: Dispatcher,
    private readonly reader: RequestReader,
    private readonly world: World,
  ) {}

  async call(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const match = /^\/bot([^/]+)\/(?:test\/)?([^/]*)$/.exec(url.pathname);
    if (match?.[1] === undefined || decodeURIComponent(match[1]) !== this.token) {
      this.answer(response, { type: 'error', error: new ApiError(401, 'Unauthorized') });
      return;
    }
    let outcome: ApiOutcome;
    try {
      const params = await this.reader.params(request, url);
      outcome = await this.dispatcher.call(match[2] ?? '', params);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      outcome = { type: 'error', error };
    }
    this.answer(response, outcome);
  }

  file(response: ServerResponse, url: URL): void {
    const match = /^\/file\/bot([^/]+)\/(.+)$/.exec(url.pathname);
    const file = [...this.world.files.values()].find((candidate) => candidate.path === match?.[2]);
    if (match?.[1] !== this.token || file === undefined) {
      this.answer(response, { type: 'error', error: new ApiError(404, 'Not Found') });
      return;
    }
    const bytes = bytesOf(file);
    response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': bytes.length });
    response.end(bytes);
  }

  private answer(response: ServerResponse, outcome: ApiOutcome): void {
    switch (outcome.type) {
      case 'drop':
        response.socket?.destroy();
        return;
      case 'html':
        response.writeHead(outcome.status, { 'Content-Type': 'text/html' });
        response.end(`<html><head><title>${outcome.status} Bad Gateway</title></head></html>`);
        return;
      case 'answer':
        this.json(response, 200, { ok: true, result: outcome.result });
        return;
      case 'error': {
        const { code, description, parameters } = outcome.error;
        const retryAfter = parameters?.['retry_after'];
        if (typeof retryAfter === 'number') response.setHeader('Retry-After', String(retryAfter));
        this.json(response, code, compact({ ok: false, error_code: code, description, parameters }));
      }
    }
  }

  private json(response: ServerResponse, status: number, body: unknown): void {
    const text = JSON.stringify(body);
    response.writeHead(status, {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(text),
    });
    response.end(text);
  }
}
