import type { IncomingMessage } from 'node:http';
import { Agent, request as httpRequest } from 'node:http';
import { Agent as SecureAgent, request as httpsRequest } from 'node:https';

export interface WebhookAnswer {
  status?: number | undefined;
  retryAfterSeconds?: number | undefined;
  body: string;
  error?: string | undefined;
}

/** Posts one update to the bot: JSON, secret header, keep-alive. A broken connection is an answer with an error. */
export class WebhookSender {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1000 });
  private readonly secureAgent = new SecureAgent({ keepAlive: true, maxSockets: 1000 });

  constructor(private readonly timeoutMs: number) {}

  async post(url: URL, body: string, secret?: string): Promise<WebhookAnswer> {
    return new Promise((resolve) => {
      const isSecure = url.protocol === 'https:';
      const options = {
        method: 'POST',
        agent: isSecure ? this.secureAgent : this.agent,
        timeout: this.timeoutMs,
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
          'Accept-Encoding': 'gzip, deflate',
          Connection: 'keep-alive',
          ...(url.username === '' ? {} : { Authorization: basic(url) }),
          ...(secret === undefined ? {} : { 'X-Telegram-Bot-Api-Secret-Token': secret }),
        },
      };
      const request = isSecure
        ? httpsRequest(url, options, (response) => {
            read(response, resolve);
          })
        : httpRequest(url, options, (response) => {
            read(response, resolve);
          });
      request.on('timeout', () => request.destroy(new Error('Read timeout expired')));
      request.on('error', (error) => {
        resolve({ body: '', error: error.message || 'Connection closed' });
      });
      request.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
    this.secureAgent.destroy();
  }
}

function basic(url: URL): string {
  return `Basic ${Buffer.from(`${url.username}:${url.password}`).toString('base64')}`;
}

function read(response: IncomingMessage, resolve: (answer: WebhookAnswer) => void): void {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('error', (error) => {
    resolve({ body: '', error: error.message });
  });
  response.on('end', () => {
    const { 'retry-after': retryAfter, 'content-encoding': encoding } = response.headers;
    const body = Buffer.concat(chunks).toString();
    // Server source: an encoding that it did not ask for is a protocol error, whatever the status.
    if (encoding === 'br') {
      resolve({ body: '', error: 'Unsupported content encoding' });
      return;
    }
    resolve({
      status: response.statusCode,
      retryAfterSeconds:
        retryAfter !== undefined && /^\d+$/.test(retryAfter) ? Number(retryAfter) : undefined,
      body,
    });
  });
}
