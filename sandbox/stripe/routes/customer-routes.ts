import type { AccountRules } from '../billing/account-rules.js';
import type { Customer } from '../core/stored-objects.js';
import type { ApiRoute } from '../wire/api-route.js';
import { page } from '../wire/pagination.js';
import { StripeFailure } from '../wire/stripe-failure.js';
import { Resource } from './resource.js';

/** `/v1/customers` */
export function customerRoutes({ core, customers, methods, subscriptions }: AccountRules): ApiRoute[] {
  const resource = new Resource<Customer>(core.state, {
    sdk: 'customers',
    path: '/v1/customers',
    kind: 'customer',
    items: core.state.customers,
    filters: ['email'],
  });
  return [
    ...resource.readRoutes(),
    resource.post('create', '', ({ params }) => {
      const given = params.text('payment_method');
      const method = given === undefined ? undefined : methods.resolve(given, 'payment_method');
      const metadata = params.metadata();
      const customer = customers.create();
      customers.apply(customer, params);
      customer.metadata = metadata;
      core.events.emit('customer.created', customer);
      if (method) methods.attach(method, customer);
      return customer;
    }),
    resource.act('update', '', (customer, params) => {
      core.events.emitChange('customer.updated', customer, (changed) => {
        customers.apply(changed, params);
      });
      return customer;
    }),
    resource.del('del', (customer) => {
      for (const one of core.state.subscriptions.where((sub) => sub.customer === customer.id)) {
        if (one.status !== 'canceled') subscriptions.end(one, 'cancellation_requested');
      }
      customers.remove(customer);
      return { id: customer.id, object: 'customer', deleted: true };
    }),
    {
      method: 'GET',
      path: '/v1/customers/{id}/payment_methods',
      operation: 'customers.listPaymentMethods',
      handle: ({ ids: [id], params }) => {
        const customer = resource.need(id);
        const type = params.text('type');
        const owned = core.state.paymentMethods
          .newestFirst()
          .filter((one) => one.customer === customer.id && (type === undefined || one.type === type));
        return page(owned, params, `/v1/customers/${customer.id}/payment_methods`);
      },
    },
    {
      method: 'GET',
      path: '/v1/customers/{customerId}/payment_methods/{id}',
      operation: 'customers.retrievePaymentMethod',
      handle: ({ ids: [customerId, id = ''] }) => {
        const method = core.state.paymentMethods.get(id);
        if (method?.customer !== resource.need(customerId).id) {
          throw StripeFailure.noSuch('PaymentMethod', id);
        }
        return method;
      },
    },
  ];
}
