import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as send,
  type ServerResponse,
} from 'node:http';
import { pipeline } from 'node:stream/promises';

/** Hands a request to a server behind the page, streams included, so that a browser needs one address only. */
export class ReverseProxy {
  constructor(private readonly origin: string) {}

  async forward(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const answer = await this.ask(request, response, path);
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    // Event streams say nothing for a while; the browser waits for their headers.
    response.flushHeaders();
    await pipeline(answer, response).catch(() => undefined);
  }

  async ask(request: IncomingMessage, response: ServerResponse, path: string): Promise<IncomingMessage> {
    return new Promise<IncomingMessage>((resolve, reject) => {
      const headers: IncomingHttpHeaders = { ...request.headers, host: new URL(this.origin).host };
      const call = send(this.origin + path, { method: request.method, headers }, resolve);
      call.once('error', reject);
      response.once('close', () => call.destroy());
      request.pipe(call);
    });
  }
}
