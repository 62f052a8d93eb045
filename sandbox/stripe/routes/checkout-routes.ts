import type { AccountRules } from '../billing/account-rules.js';
import type { CheckoutSession, PortalConfiguration } from '../core/stored-objects.js';
import type { ApiRoute } from '../wire/api-route.js';
import { page } from '../wire/pagination.js';
import { Resource } from './resource.js';

/** `/v1/checkout/sessions` */
export function checkoutRoutes({ core, sessions }: AccountRules): ApiRoute[] {
  const resource = new Resource<CheckoutSession>(core.state, {
    sdk: 'checkout.sessions',
    path: '/v1/checkout/sessions',
    kind: 'checkout.session',
    items: core.state.sessions,
    filters: ['customer', 'payment_intent', 'subscription', 'status'],
  });
  return [
    ...resource.readRoutes(),
    resource.post('create', '', ({ params }) => sessions.create(params)),
    resource.act('update', '', (session, params) => {
      session.metadata = params.metadata(session.metadata ?? {});
      return session;
    }),
    resource.act('expire', '/expire', (session) => sessions.expire(session)),
    {
      method: 'GET',
      path: '/v1/checkout/sessions/{id}/line_items',
      operation: 'checkout.sessions.listLineItems',
      handle: ({ ids: [id], params }) => {
        const session = resource.need(id);
        const { lines } = core.state.checkoutPlans.need(session.id);
        return page(lines, params, `/v1/checkout/sessions/${session.id}/line_items`);
      },
    },
  ];
}

/** `/v1/billing_portal` */
export function portalRoutes({ core, portal }: AccountRules): ApiRoute[] {
  const configurations = new Resource<PortalConfiguration>(core.state, {
    sdk: 'billingPortal.configurations',
    path: '/v1/billing_portal/configurations',
    kind: 'configuration',
    items: core.state.portalConfigurations,
    filters: ['active', 'is_default'],
  });
  return [
    ...configurations.readRoutes(),
    configurations.post('create', '', ({ params }) => portal.configure(params)),
    configurations.act('update', '', (item, params) => portal.update(item, params)),
    {
      method: 'POST',
      path: '/v1/billing_portal/sessions',
      operation: 'billingPortal.sessions.create',
      handle: ({ params }) => portal.open(params),
    },
  ];
}
