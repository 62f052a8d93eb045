import { API_VERSION } from '../core/api-version.js';
import type { StripeCore } from '../core/stripe-core.js';
import type { WebhookEndpoint } from '../core/stored-objects.js';
import type { Params } from '../wire/params.js';
import { StripeFailure } from '../wire/stripe-failure.js';

const ROLL_OVERLAP_MS = 24 * 3_600_000;

/** Endpoints and their signing secrets. The first one belongs to the bot under test. */
export class WebhookEndpoints {
  constructor(private readonly core: StripeCore) {}

  create(url: string, events: string[], secret?: string): WebhookEndpoint {
    const { core } = this;
    const endpoint = core.state.endpoints.add<WebhookEndpoint>({
      id: core.ids.next('we'),
      object: 'webhook_endpoint',
      api_version: API_VERSION,
      application: null,
      created: core.clock.seconds(),
      description: null,
      enabled_events: events,
      livemode: false,
      metadata: {},
      status: 'enabled',
      url,
    });
    const value = secret ?? this.#newSecret(endpoint.id);
    core.state.endpointSecrets.add({ id: endpoint.id, secrets: [{ value, expiresAt: null }] });
    return endpoint;
  }

  /** Stripe: the secret is shown once, in the answer to the creation. */
  createFrom(params: Params): WebhookEndpoint {
    const version = params.text('api_version');
    if (version !== undefined && version !== API_VERSION) {
      throw StripeFailure.invalid(`Invalid API version: ${version}`, 'api_version');
    }
    const url = params.requireText('url');
    if (!URL.canParse(url)) throw StripeFailure.invalid('Invalid URL', 'url', 'url_invalid');
    const types = params.texts('enabled_events');
    if (types.length === 0) throw StripeFailure.missing('enabled_events');
    const endpoint = this.create(url, types);
    endpoint.metadata = params.metadata();
    endpoint.description = params.text('description') ?? null;
    return { ...endpoint, secret: this.secret(endpoint.id) };
  }

  secret(endpointId: string): string {
    return this.core.state.endpointSecrets.need(endpointId).secrets[0]?.value ?? '';
  }

  /** Stripe: the old secret still signs for up to 24 hours beside the new one. */
  roll(endpointId: string, keepOldMs = ROLL_OVERLAP_MS): string {
    const record = this.core.state.endpointSecrets.need(endpointId);
    const value = this.#newSecret(endpointId);
    const expiresAt = Date.now() + keepOldMs;
    record.secrets = [
      { value, expiresAt: null },
      ...record.secrets.map((old) => ({ value: old.value, expiresAt: old.expiresAt ?? expiresAt })),
    ];
    return value;
  }

  #newSecret(endpointId: string): string {
    return `whsec_${this.core.ids.letters(this.core.ids.next(`secret:${endpointId}`), 32)}`;
  }
}
