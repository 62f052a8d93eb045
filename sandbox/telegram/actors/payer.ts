import type { InvoiceState, StarSubscriptionState } from '../state/star-state.js';
import type { ActorContext } from './actor-context.js';
import { PaymentHandle } from './payment-handle.js';
import type { IdRef } from './refs.js';
import { idOf } from './refs.js';
import type { Waiter } from './waiter.js';

/** A person with Telegram Stars: opens invoices, pays them, ends subscriptions. */
export class Payer {
  constructor(
    private readonly context: ActorContext,
    private readonly waiter: Waiter,
  ) {}

  /** What an invoice link shows before anybody pays. */
  openInvoice(link: string): InvoiceState {
    return this.context.world.stars.invoice(slugOf(link));
  }

  /** Confirms the payment; `settled()` tells whether the bot let it through. */
  payInvoice(user: IdRef, link: string): PaymentHandle {
    const { world, stars } = this.context;
    const userId = idOf(user);
    const invoice = this.openInvoice(link);
    if (this.starsOf(userId) < invoice.amount) {
      throw new Error(`User ${userId} has not enough Stars for ${invoice.title}`);
    }
    world.user(userId).hasStarted = true;
    return new PaymentHandle(stars.ask(userId, invoice), this.waiter);
  }

  /** The same, over HTTP: answers when it is decided. */
  async payAndWait(user: IdRef, link: string): Promise<PaymentHandle> {
    const payment = this.payInvoice(user, link);
    await payment.settled();
    return payment;
  }

  /** Everybody has as many Stars as they need, unless said otherwise. */
  setStars(user: IdRef, stars: number): void {
    this.context.world.stars.balances.set(idOf(user), stars);
    this.context.world.changed();
  }

  starsOf(user: IdRef): number {
    return this.context.world.stars.balances.get(idOf(user)) ?? Number.POSITIVE_INFINITY;
  }

  starSubscriptions(user: IdRef): StarSubscriptionState[] {
    return [...this.context.world.stars.subscriptions.values()].filter(({ userId }) => userId === idOf(user));
  }

  cancelStarSubscription(user: IdRef, chargeId: string): void {
    this.setCanceled(user, chargeId, true);
  }

  resumeStarSubscription(user: IdRef, chargeId: string): void {
    this.setCanceled(user, chargeId, false);
  }

  private setCanceled(user: IdRef, chargeId: string, isCanceled: boolean): void {
    const subscription = this.starSubscriptions(user).find((candidate) => candidate.chargeId === chargeId);
    if (subscription === undefined || subscription.isEnded)
      throw new Error(`User ${idOf(user)} has no running subscription ${chargeId}`);
    subscription.isCanceledByUser = isCanceled;
    this.context.stars.tellSubscription(subscription, isCanceled ? 'canceled' : 'active');
  }
}

function slugOf(link: string): string {
  const slug = /^https:\/\/t\.me\/\$(\w+)$/.exec(link)?.[1];
  if (slug === undefined) throw new Error(`${link} is no invoice link`);
  return slug;
}
