import type { AccountRules } from '../billing/account-rules.js';
import type { Operations } from '../control/operations.js';
import type { PortalConfiguration, PortalSession, Subscription } from '../core/stored-objects.js';
import { html, redirect, type HttpReply, type HttpRequest } from '../wire/http-exchange.js';
import { StripeFailure } from '../wire/stripe-failure.js';
import { messagePage } from './page-shell.js';
import { portalPage } from './portal-page.js';

const LIFETIME_SECONDS = 3_600;

/** `/p/session/<id>`: what a customer sees and does. Stripe: the address is a short-lived bearer link. */
export class PortalPages {
  constructor(
    private readonly rules: AccountRules,
    private readonly operations: Operations,
  ) {}

  handle(request: HttpRequest): HttpReply {
    const { core } = this.rules;
    const session = core.state.portalSessions.get(request.path.slice('/p/session/'.length));
    if (!session || session.created + LIFETIME_SECONDS < core.clock.seconds()) {
      return html(messagePage('This link has expired', 'Ask the shop for a new one.'), 404);
    }
    if (request.method !== 'POST') return this.#show(session);
    const form = new URLSearchParams(request.body);
    try {
      this.operations.run('page.portal', [session.id, Object.fromEntries(form)], () => {
        this.#act(session, form.get('action') ?? '', form.get('target') ?? '');
      });
      return redirect(`/p/session/${session.id}`);
    } catch (error) {
      if (error instanceof StripeFailure) return this.#show(session, error.message);
      throw error;
    }
  }

  #act(session: PortalSession, action: string, target: string): void {
    const { core, methods, customers } = this.rules;
    const customer = customers.require(session.customer, 'customer');
    const { features } = this.#configuration(session);
    if (action === 'cancel' || action === 'resume') {
      allow(features.subscription_cancel.enabled);
      const subscription = core.state.subscriptions.get(target);
      if (subscription?.customer !== customer.id) throw StripeFailure.noSuch('subscription', target);
      this.#changeEnd(subscription, action === 'cancel', features.subscription_cancel.mode);
      return;
    }
    if (action === 'switch') {
      const [id, price = ''] = target.split(':');
      const subscription = core.state.subscriptions.get(id);
      if (subscription?.customer !== customer.id) throw StripeFailure.noSuch('subscription', target);
      this.rules.planSwitch.execute(subscription, price, features.subscription_update);
      return;
    }
    allow(features.payment_method_update.enabled);
    if (action === 'add') {
      methods.attach(methods.create('succeeds', customer), customer);
      return;
    }
    const method = core.state.paymentMethods.get(target);
    if (method?.customer !== customer.id) throw StripeFailure.noSuch('PaymentMethod', target);
    if (action === 'detach') methods.detach(method);
    if (action === 'default') {
      core.events.emitChange('customer.updated', customer, (changed) => {
        changed.invoice_settings.default_payment_method = method.id;
      });
    }
  }

  #changeEnd(subscription: Subscription, cancel: boolean, mode: string): void {
    const { core, subscriptions } = this.rules;
    if (cancel && mode === 'immediately') {
      subscriptions.end(subscription, 'cancellation_requested');
      return;
    }
    core.events.emitChange('customer.subscription.updated', subscription, (changed) => {
      subscriptions.scheduleEnd(changed, cancel);
    });
  }

  #show(session: PortalSession, notice?: string): HttpReply {
    const { state } = this.rules.core;
    const customer = state.customers.get(session.customer);
    if (!customer) return html(messagePage('This customer is gone', 'There is nothing to manage.'), 404);
    const { features } = this.#configuration(session);
    const mine = (one: { customer: string | null }): boolean => one.customer === customer.id;
    return html(
      portalPage({
        session,
        features,
        customer,
        subscriptions: state.subscriptions.where(mine).map((subscription) => ({
          subscription,
          names: subscription.items.data
            .map((item) => state.products.get(item.price.product)?.name ?? item.price.product)
            .join(', '),
          choices: this.rules.planSwitch
            .choices(subscription, features.subscription_update)
            .map((price) => ({ price, name: state.products.get(price.product)?.name ?? price.product })),
        })),
        cards: state.paymentMethods.where(mine),
        invoices: state.invoices.where(mine).reverse(),
        notice,
      }),
    );
  }

  #configuration(session: PortalSession): PortalConfiguration {
    return this.rules.core.state.portalConfigurations.need(session.configuration);
  }
}

function allow(enabled: boolean): void {
  if (!enabled) throw StripeFailure.invalid('The shop has switched this off.');
}
