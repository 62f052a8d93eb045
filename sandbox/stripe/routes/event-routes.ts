import type { StripeCore } from '../core/stripe-core.js';
import type { StripeEvent, WebhookEndpoint } from '../core/stored-objects.js';
import type { WebhookEndpoints } from '../webhooks/webhook-endpoints.js';
import type { ApiRoute } from '../wire/api-route.js';
import { StripeFailure } from '../wire/stripe-failure.js';
import { Resource } from './resource.js';

const KEPT_SECONDS = 30 * 86_400;

/** `/v1/events` and `/v1/webhook_endpoints` */
export function eventRoutes(core: StripeCore, endpoints: WebhookEndpoints): ApiRoute[] {
  const events = new Resource<StripeEvent>(core.state, {
    sdk: 'events',
    path: '/v1/events',
    kind: 'event',
    items: core.state.events,
    filters: ['type'],
    narrow: (event, params) => {
      const types = params.texts('types');
      if (types.length > 20) throw StripeFailure.invalid('You may only specify up to 20 types.', 'types');
      const success = params.bool('delivery_success');
      return (
        // Stripe: events can be listed for 30 days.
        event.created > core.clock.seconds() - KEPT_SECONDS &&
        (types.length === 0 || types.includes(event.type)) &&
        (success === undefined || success === (event.pending_webhooks === 0))
      );
    },
  });
  const resource = new Resource<WebhookEndpoint>(core.state, {
    sdk: 'webhookEndpoints',
    path: '/v1/webhook_endpoints',
    kind: 'webhook endpoint',
    items: core.state.endpoints,
  });
  return [
    ...events.readRoutes(),
    ...resource.readRoutes(),
    resource.post('create', '', ({ params }) => endpoints.createFrom(params)),
    resource.act('update', '', (endpoint, params) => {
      endpoint.url = params.text('url') ?? endpoint.url;
      const types = params.texts('enabled_events');
      if (types.length > 0) endpoint.enabled_events = types;
      const disabled = params.bool('disabled');
      if (disabled !== undefined) endpoint.status = disabled ? 'disabled' : 'enabled';
      endpoint.metadata = params.metadata(endpoint.metadata);
      return endpoint;
    }),
    resource.del('del', (endpoint) => {
      core.state.endpoints.remove(endpoint.id);
      core.state.endpointSecrets.remove(endpoint.id);
      return { id: endpoint.id, object: 'webhook_endpoint', deleted: true };
    }),
  ];
}
