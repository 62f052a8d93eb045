import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import Stripe from 'stripe';

export interface ReceivedWebhook {
  event: Stripe.Event | undefined;
  error: string | undefined;
  signature: string;
  status: number;
}

/** A shop's webhook route for specs: verifies with the SDK and answers as told. */
export class WebhookReceiver {
  readonly received: ReceivedWebhook[] = [];
  /** Status for the next deliveries, one each; 200 when empty. */
  readonly answers: number[] = [];
  secret = '';
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const signature = String(request.headers['stripe-signature']);
        response.statusCode = this.#take(Buffer.concat(chunks), signature);
        if (response.statusCode >= 300 && response.statusCode < 400)
          response.setHeader('location', '/elsewhere');
        response.end();
      });
    });
  }

  static async start(): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver();
    await new Promise<void>((resolve) => {
      receiver.#server.listen(0, '127.0.0.1', resolve);
    });
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/stripe-webhook`;
  }

  types(): string[] {
    return this.received.filter((one) => one.status === 200).map((one) => one.event?.type ?? 'unverified');
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #take(body: Buffer, signature: string): number {
    try {
      const event = Stripe.webhooks.constructEvent(body, signature, this.secret);
      const status = this.answers.shift() ?? 200;
      this.received.push({ event, error: undefined, signature, status });
      return status;
    } catch (error) {
      this.received.push({ event: undefined, error: String(error), signature, status: 400 });
      return 400;
    }
  }
}
