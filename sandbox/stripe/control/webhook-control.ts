import type { StripeState } from '../core/stripe-state.js';
import type { DeliveryResult, WebhookDelivery } from '../webhooks/webhook-delivery.js';
import type { WebhookDispatcher } from '../webhooks/webhook-dispatcher.js';
import type { WebhookEndpoints } from '../webhooks/webhook-endpoints.js';
import { StripeFailure } from '../wire/stripe-failure.js';

/** The Dashboard's webhook page: secrets, resending, and bodies that Stripe would never send. */
export class WebhookControl {
  constructor(
    private readonly state: StripeState,
    private readonly endpoints: WebhookEndpoints,
    private readonly dispatcher: WebhookDispatcher,
    private readonly delivery: WebhookDelivery,
  ) {}

  get idle(): boolean {
    return this.dispatcher.idle;
  }

  rollSecret(keepOldMs?: number): string {
    return this.endpoints.roll(this.#first().id, keepOldMs);
  }

  resend(eventId: string): void {
    const event = this.state.events.get(eventId);
    if (!event) throw StripeFailure.noSuch('event', eventId);
    this.dispatcher.resend(event);
  }

  sendRaw(body: unknown): Promise<DeliveryResult> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const endpoint = this.#first();
    return this.delivery.post(text, 'raw', endpoint.id, endpoint.url);
  }

  runDueRetries(): void {
    this.dispatcher.runDue();
  }

  runAllRetries(): void {
    this.dispatcher.runAllRetries();
  }

  #first(): { id: string; url: string } {
    const [endpoint] = this.state.endpoints.all();
    if (!endpoint)
      throw new Error('Stripe emulator: no webhook endpoint. Give webhookUrl or setWebhookUrl().');
    return endpoint;
  }
}
