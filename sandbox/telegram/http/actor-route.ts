import type { IncomingMessage, ServerResponse } from 'node:http';
import { ACTOR_ACTIONS, isActorAction } from '../actors/actor-actions.js';
import type { Actors } from '../actors/actors.js';
import { bytesOf } from '../state/file-state.js';
import { isJsonObject } from '../state/json-object.js';
import type { EventStream } from './event-stream.js';
import type { RequestReader } from './request-reader.js';
import type { StateView } from './state-view.js';

/**
 * People over HTTP: `POST /actor/<action>` with named arguments as a JSON object or positional ones as an array,
 * `GET /actor/state`, `GET /actor/events` (SSE), `GET /actor/file/<file_id>`. Answers `{ok, result}` or `{ok: false, error}`.
 */
export class ActorRoute {
  constructor(
    private readonly actors: Actors,
    private readonly view: StateView,
    private readonly events: EventStream,
    private readonly reader: RequestReader,
  ) {}

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const name = url.pathname.slice('/actor/'.length);
    // The page may be served from another port of the same machine.
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Headers', 'content-type');
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
    } else if (request.method === 'GET' && name === 'state') {
      this.json(response, 200, this.view.state());
    } else if (request.method === 'GET' && name === 'events') {
      this.events.open(response);
    } else if (request.method === 'GET' && name.startsWith('file/')) {
      this.file(response, name.slice('file/'.length));
    } else if (request.method === 'POST' && isActorAction(name)) {
      await this.act(request, response, name);
    } else {
      this.json(response, 404, { ok: false, error: `No actor action ${name}` });
    }
  }

  close(): void {
    this.events.close();
  }

  private async act(
    request: IncomingMessage,
    response: ServerResponse,
    name: keyof typeof ACTOR_ACTIONS,
  ): Promise<void> {
    try {
      const body = await this.reader.json(request);
      const act = this.actors[name].bind(this.actors) as (...args: unknown[]) => unknown;
      const result: unknown = await act(...argumentsOf(name, body));
      this.json(response, 200, { ok: true, result: result ?? true });
    } catch (error) {
      // An actor that does the impossible is the caller's mistake, not the emulator's.
      this.json(response, 400, { ok: false, error: error instanceof Error ? error.message : String(error) });
    }
  }

  /** By file_id, without the bot's token, so that a page can show pictures. */
  private file(response: ServerResponse, fileId: string): void {
    const file = this.view.file(fileId);
    if (file === undefined) {
      this.json(response, 404, { ok: false, error: `No file ${fileId}` });
      return;
    }
    response.writeHead(200, { 'Content-Type': file.base64 === undefined ? 'image/gif' : file.mimeType });
    response.end(bytesOf(file));
  }

  private json(response: ServerResponse, status: number, body: unknown): void {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(body));
  }
}

function argumentsOf(name: keyof typeof ACTOR_ACTIONS, body: unknown): unknown[] {
  if (Array.isArray(body)) return body as unknown[];
  const fields = isJsonObject(body) ? body : {};
  return ACTOR_ACTIONS[name].map((argument) => (argument === '*' ? fields : (fields[argument] ?? undefined)));
}
