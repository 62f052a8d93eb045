import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

export interface HttpRequest {
  method: string;
  path: string;
  query: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface HttpReply {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** `reset` cuts the connection, `hang` leaves it without an answer. */
export type Outcome = HttpReply | 'reset' | 'hang';

export async function readRequest(incoming: IncomingMessage): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const url = new URL(incoming.url ?? '/', 'http://local');
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.search.slice(1),
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

export function writeOutcome(outcome: Outcome, response: ServerResponse): void {
  if (outcome === 'hang') return;
  if (outcome === 'reset') {
    response.destroy();
    return;
  }
  response.writeHead(outcome.status, {
    ...outcome.headers,
    'content-length': String(Buffer.byteLength(outcome.body)),
  });
  response.end(outcome.body);
}

export function json(status: number, value: unknown, headers: Record<string, string> = {}): HttpReply {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

export function html(body: string, status = 200): HttpReply {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body,
  };
}

export function redirect(location: string): HttpReply {
  return { status: 303, headers: { location }, body: '' };
}
