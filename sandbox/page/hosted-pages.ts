import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { ReverseProxy } from './reverse-proxy.js';

/** Stripe's hosted pages, with every way back to the shop leading to the sandbox page instead of t.me. */
export class HostedPages {
  private readonly proxy: ReverseProxy;

  constructor(
    private readonly stripeUrl: string,
    private readonly botUsername: string,
  ) {
    this.proxy = new ReverseProxy(stripeUrl);
  }

  async forward(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const answer = await this.proxy.ask(request, response, path);
    const body = this.rewrite(await text(answer));
    const { location, ...headers } = answer.headers;
    const target = location === undefined ? {} : { location: this.rewrite(location) };
    const length = { 'content-length': Buffer.byteLength(body) };
    response.writeHead(answer.statusCode ?? 502, { ...headers, ...length, ...target });
    response.end(body);
  }

  private rewrite(content: string): string {
    return content
      .replaceAll(`https://t.me/${this.botUsername}`, '/returned.html')
      .replaceAll(`${this.stripeUrl}/`, '/');
  }
}
