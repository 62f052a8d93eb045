import type { UpdateQueue } from '../delivery/update-queue.js';
import type { JsonObject } from './json-object.js';
import { compact } from './json-object.js';
import type { MessageLog } from './message-log.js';
import type { Renderer } from './renderer.js';
import type {
  CheckoutState,
  InvoiceState,
  StarSubscriptionState,
  StarTransactionState,
} from './star-state.js';
import type { World } from './world.js';

/** Bot API, answerPreCheckoutQuery: "must receive an answer within 10 seconds after the query was sent". */
export const ANSWER_MS = 10_000;

/** Payments in Stars and what the bot hears of them: queries, service messages, subscriptions that renew. */
export class StarLog {
  constructor(
    private readonly world: World,
    private readonly renderer: Renderer,
    private readonly updates: UpdateQueue,
    private readonly log: MessageLog,
  ) {
    world.clock.onAdvance(() => {
      this.endLate();
      this.renewDue();
    });
  }

  /** Somebody has confirmed that they want to pay; the bot must agree. */
  ask(userId: number, invoice: InvoiceState): CheckoutState {
    const { world } = this;
    const checkout: CheckoutState = {
      id: String(world.next('checkout', 6_000_000_000_001)),
      userId,
      slug: invoice.slug,
      atMs: world.clock.now(),
      status: 'waiting',
    };
    world.stars.checkouts.set(checkout.id, checkout);
    this.updates.push('pre_checkout_query', `checkout:${userId}`, {
      id: checkout.id,
      from: this.renderer.user(userId),
      currency: 'XTR',
      total_amount: invoice.amount,
      invoice_payload: invoice.payload,
    });
    setTimeout(() => {
      this.endLate();
    }, ANSWER_MS + 1).unref();
    world.changed();
    return checkout;
  }

  /** False when the answer comes too late or a second time. */
  answer(checkoutId: string, refusal: string | undefined): boolean {
    this.endLate();
    const checkout = this.world.stars.checkouts.get(checkoutId);
    if (checkout?.status !== 'waiting') return false;
    if (refusal === undefined) this.pay(checkout);
    else Object.assign(checkout, { status: 'refused', errorMessage: refusal });
    this.world.changed();
    return true;
  }

  refund(payment: StarTransactionState): void {
    const { stars, bot, clock } = this.world;
    stars.transactions.push({ ...payment, date: clock.seconds(), isRefund: true });
    this.receive(payment.userId, payment.amount);
    const { payload } = stars.invoice(payment.slug);
    this.service(payment.userId, bot.id, {
      refunded_payment: {
        currency: 'XTR',
        total_amount: payment.amount,
        invoice_payload: payload,
        telegram_payment_charge_id: payment.id,
      },
    });
  }

  /** Bot API: BotSubscriptionUpdated, about what the payer did and not about what the bot did. */
  tellSubscription(subscription: StarSubscriptionState, state: 'canceled' | 'active' | 'failed'): void {
    const { payload } = this.world.stars.invoice(subscription.slug);
    this.updates.push('subscription', `subscription:${subscription.userId}`, {
      user: this.renderer.user(subscription.userId),
      invoice_payload: payload,
      state,
    });
    this.world.changed();
  }

  private pay(checkout: CheckoutState): void {
    const { stars, clock } = this.world;
    const invoice = stars.invoice(checkout.slug);
    const period = invoice.subscriptionPeriod;
    const chargeId = this.charge(checkout.userId, invoice);
    Object.assign(checkout, { status: 'paid', chargeId });
    if (period === undefined) {
      this.tellPaid(checkout.userId, invoice, chargeId, {});
      return;
    }
    const expiresAt = clock.seconds() + period;
    const flags = { isCanceledByUser: false, isCanceledByBot: false, isEnded: false };
    const { userId, slug } = checkout;
    stars.subscriptions.set(chargeId, { chargeId, userId, slug, expiresAt, ...flags });
    const first = { is_recurring: true, is_first_recurring: true };
    this.tellPaid(userId, invoice, chargeId, { ...first, subscription_expiration_date: expiresAt });
  }

  private charge(userId: number, invoice: InvoiceState): string {
    const { stars, clock } = this.world;
    const id = `stx${String(this.world.next('charge', 1)).padStart(12, '0')}LOCAL`;
    const { slug, amount } = invoice;
    stars.transactions.push({ id, userId, slug, amount, date: clock.seconds(), isRefund: false });
    this.receive(userId, -amount);
    return id;
  }

  private receive(userId: number, amount: number): void {
    const { balances } = this.world.stars;
    const before = balances.get(userId);
    if (before !== undefined) balances.set(userId, before + amount);
  }

  private tellPaid(userId: number, invoice: InvoiceState, chargeId: string, recurring: JsonObject): void {
    this.service(userId, userId, {
      successful_payment: compact({
        currency: 'XTR',
        total_amount: invoice.amount,
        invoice_payload: invoice.payload,
        ...recurring,
        telegram_payment_charge_id: chargeId,
        provider_payment_charge_id: `${userId}_${chargeId}`,
      }),
    });
  }

  private service(userId: number, fromId: number, content: JsonObject): void {
    this.log.append({ chatId: userId, kind: 'service', fromId, content });
  }

  private endLate(): void {
    const now = this.world.clock.now();
    const late = [...this.world.stars.checkouts.values()].filter(
      ({ status, atMs }) => status === 'waiting' && now - atMs > ANSWER_MS,
    );
    for (const checkout of late) checkout.status = 'timed_out';
    if (late.length > 0) this.world.changed();
  }

  /** Server side: no question is asked before a renewal. Who lacks Stars loses the subscription. */
  private renewDue(): void {
    const { stars, clock } = this.world;
    for (const subscription of stars.subscriptions.values()) {
      const invoice = stars.invoice(subscription.slug);
      while (!subscription.isEnded && subscription.expiresAt <= clock.seconds()) {
        this.renew(subscription, invoice);
      }
    }
    this.world.changed();
  }

  private renew(subscription: StarSubscriptionState, invoice: InvoiceState): void {
    const { userId } = subscription;
    if (subscription.isCanceledByUser || subscription.isCanceledByBot) {
      subscription.isEnded = true;
      return;
    }
    const balance = this.world.stars.balances.get(userId) ?? invoice.amount;
    if (balance < invoice.amount) {
      subscription.isEnded = true;
      this.tellSubscription(subscription, 'failed');
      return;
    }
    subscription.expiresAt += invoice.subscriptionPeriod ?? 0;
    const recurring = { is_recurring: true, subscription_expiration_date: subscription.expiresAt };
    this.tellPaid(userId, invoice, this.charge(userId, invoice), recurring);
  }
}
