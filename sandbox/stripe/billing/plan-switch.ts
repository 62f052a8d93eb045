import type { StripeCore } from '../core/stripe-core.js';
import type { PortalConfiguration, Price, Subscription } from '../core/stored-objects.js';
import { Params } from '../wire/params.js';
import { StripeFailure } from '../wire/stripe-failure.js';
import type { SubscriptionChanges } from './subscription-changes.js';

type UpdateFeature = PortalConfiguration['features']['subscription_update'];

/** The portal's change of plan. Stripe: only among the listed prices, and by condition not before the period's end. */
export class PlanSwitch {
  constructor(
    private readonly core: StripeCore,
    private readonly changes: SubscriptionChanges,
  ) {}

  /** What a customer of this plan can change to. */
  choices(subscription: Subscription, feature: UpdateFeature): Price[] {
    if (!feature.enabled || !feature.default_allowed_updates.includes('price')) return [];
    const listed = (feature.products ?? []).flatMap(({ prices }) => prices);
    const present = subscription.items.data.map(({ price }) => price.id);
    return this.core.state.prices.where(
      ({ id, currency }) =>
        listed.includes(id) && !present.includes(id) && currency === subscription.currency,
    );
  }

  execute(subscription: Subscription, priceId: string, feature: UpdateFeature): void {
    const price = this.choices(subscription, feature).find(({ id }) => id === priceId);
    const [item] = subscription.items.data;
    if (!price || !item) throw StripeFailure.invalid('The shop does not offer this change.');
    const conditions = feature.schedule_at_period_end.conditions.map(({ type }) => type);
    const decreases = (price.unit_amount ?? 0) < (item.price.unit_amount ?? 0);
    const plan = this.core.state.subscriptionPlans.need(subscription.id);
    if (decreases && conditions.includes('decreasing_item_amount')) {
      plan.nextPrice = price.id;
      return;
    }
    plan.nextPrice = null;
    const items = [{ id: item.id, price: price.id }];
    this.changes.apply(subscription, new Params({ items, proration_behavior: feature.proration_behavior }));
  }
}
