import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { html, json, readRequest, writeOutcome, type HttpRequest, type Outcome } from './http-exchange.js';

export interface FrontRoutes {
  api: (request: HttpRequest) => Promise<Outcome>;
  control: (request: HttpRequest) => Promise<Outcome>;
  stream: (response: ServerResponse) => void;
  page: (request: HttpRequest) => Outcome;
}

/** The one HTTP server: `/v1` for the SDK, `/control` for tests and the sandbox page, the rest for browsers. */
export class HttpFront {
  readonly #server: Server;

  constructor(private readonly routes: FrontRoutes) {
    this.#server = createServer((incoming, response) => {
      void this.#serve(incoming, response);
    });
  }

  async listen(port: number, host: string): Promise<AddressInfo> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, resolve);
    });
    return this.#server.address() as AddressInfo;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
      // Calls that hang on purpose and open streams would keep the server alive.
      this.#server.closeAllConnections();
    });
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const request = await readRequest(incoming);
      if (request.method === 'GET' && request.path === '/control/events') {
        this.routes.stream(response);
        return;
      }
      writeOutcome(await this.#answer(request), response);
    } catch (error) {
      if (response.headersSent) return;
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      writeOutcome(json(500, { error: { type: 'api_error', message } }), response);
    }
  }

  async #answer(request: HttpRequest): Promise<Outcome> {
    if (request.path.startsWith('/v1/') || request.path.startsWith('/v2/')) return this.routes.api(request);
    if (request.path.startsWith('/control/')) return this.routes.control(request);
    if (request.path === '/') return html('<h1>Stripe emulator</h1><p>The API is under /v1.</p>');
    return this.routes.page(request);
  }
}
