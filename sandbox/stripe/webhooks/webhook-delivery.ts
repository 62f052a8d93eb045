import type { StripeEvent } from '../core/stored-objects.js';
import type { StripeState } from '../core/stripe-state.js';
import { signatureHeader } from './signature.js';
import type { WebhookFaults } from './webhook-faults.js';

export interface DeliveryResult {
  status: number | null;
  error: string | null;
}

const RECEIVER_TIMEOUT_MS = 20_000;

/** One attempt to hand one event to one endpoint over HTTP. */
export class WebhookDelivery {
  constructor(
    private readonly state: StripeState,
    private readonly faults: WebhookFaults,
    private readonly abort: AbortSignal,
  ) {}

  /** Stripe: each attempt is signed anew; anything but 2xx is a failure, redirects too. */
  attempt(event: StripeEvent, endpointId: string, url: string): Promise<DeliveryResult> {
    return this.post(JSON.stringify(this.#rendered(event), null, 2), event.type, endpointId, url);
  }

  /** Signs and sends any text. */
  async post(body: string, type: string, endpointId: string, url: string): Promise<DeliveryResult> {
    const old = this.faults.take('old-timestamp', type);
    // Wall clock on purpose: the receiver compares it with its own clock, not with the emulated time.
    const timestamp = Math.floor(Date.now() / 1000) - (old ? (old.ageSeconds ?? 600) : 0);
    let header = signatureHeader(body, this.#secrets(endpointId), timestamp);
    if (this.faults.take('corrupt-signature', type)) {
      header = header.replace(/v1=./g, (match) => (match === 'v1=0' ? 'v1=1' : 'v1=0'));
    }
    try {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
          'stripe-signature': header,
        },
        body,
        signal: AbortSignal.any([this.abort, AbortSignal.timeout(RECEIVER_TIMEOUT_MS)]),
      });
      await response.arrayBuffer();
      return { status: response.status, error: null };
    } catch (error) {
      return { status: null, error: error instanceof Error ? error.message : String(error) };
    }
  }

  #rendered(event: StripeEvent): StripeEvent {
    const version = this.faults.take('api-version', event.type);
    const livemode = this.faults.take('livemode', event.type);
    return {
      ...event,
      ...(version ? { api_version: version.version ?? '2024-06-20' } : {}),
      ...(livemode ? { livemode: !event.livemode } : {}),
    };
  }

  #secrets(endpointId: string): string[] {
    const now = Date.now();
    return (this.state.endpointSecrets.get(endpointId)?.secrets ?? [])
      .filter((secret) => secret.expiresAt === null || secret.expiresAt > now)
      .map((secret) => secret.value);
  }
}
