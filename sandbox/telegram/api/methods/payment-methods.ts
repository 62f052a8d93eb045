import type { JsonObject } from '../../state/json-object.js';
import { compact } from '../../state/json-object.js';
import type { InvoiceState, StarTransactionState } from '../../state/star-state.js';
import type { ApiContext, ApiHandlers } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { Params } from '../params.js';

/** Bot API, createInvoiceLink: "currently, it must always be 2592000 (30 days)". */
const SUBSCRIPTION_PERIOD = 2_592_000;
/** Bot API, createInvoiceLink: "subscription price must no exceed 10000 Telegram Stars". */
const DEAREST_SUBSCRIPTION = 10_000;
const MOST_TRANSACTIONS = 100;

/** Bot API: payments, in Telegram Stars only. */
export class PaymentMethods {
  readonly handlers: ApiHandlers = {
    createInvoiceLink: (params) => `https://t.me/$${this.createInvoice(params).slug}`,
    sendInvoice: (params) => this.sendInvoice(params),
    answerPreCheckoutQuery: (params) => this.answer(params),
    refundStarPayment: (params) => this.refund(params),
    getStarTransactions: (params) => this.transactions(params),
    getMyStarBalance: () => ({ amount: this.balance() }),
    editUserStarSubscription: (params) => this.editSubscription(params),
  };

  constructor(private readonly context: ApiContext) {}

  private sendInvoice(params: Params): JsonObject {
    const { outgoing, renderer } = this.context;
    const place = outgoing.place(params, 'invoice');
    const invoice = this.createInvoice(params);
    const { title, description, amount, slug } = invoice;
    const start_parameter = params.text('start_parameter') ?? '';
    const content = {
      invoice: { title, description, start_parameter, currency: 'XTR', total_amount: amount },
    };
    const message = outgoing.send(params, 'invoice', content, place);
    // Bot API: without a keyboard of its own an invoice has one "Pay" button.
    message.replyMarkup ??= {
      inline_keyboard: [[{ text: `Pay ⭐️${amount}`, pay: true, url: `https://t.me/$${slug}` }]],
    };
    return renderer.message(message);
  }

  private createInvoice(params: Params): InvoiceState {
    const { world } = this.context;
    const title = lengthBetween(params, 'title', 32, 'TITLE_INVALID');
    const description = lengthBetween(params, 'description', 255, 'DESCRIPTION_INVALID');
    const payload = params.text('payload') ?? '';
    const bytes = Buffer.byteLength(payload);
    if (bytes < 1 || bytes > 128) throw ApiError.badRequest('INVOICE_PAYLOAD_INVALID');
    if (params.text('currency') !== 'XTR') throw ApiError.badRequest('PAYMENT_PROVIDER_INVALID');
    const prices = params.objects('prices') ?? [];
    const amount = Number(prices[0]?.['amount']);
    const isStars = prices.length === 1 && (params.text('provider_token') ?? '') === '';
    if (!isStars || params.has('max_tip_amount') || !Number.isSafeInteger(amount) || amount < 1) {
      throw ApiError.badRequest('STARS_INVOICE_INVALID');
    }
    const subscriptionPeriod = params.int('subscription_period');
    if (subscriptionPeriod !== undefined && subscriptionPeriod !== SUBSCRIPTION_PERIOD) {
      throw ApiError.badRequest('SUBSCRIPTION_PERIOD_INVALID');
    }
    if (subscriptionPeriod !== undefined && amount > DEAREST_SUBSCRIPTION) {
      throw ApiError.badRequest('STARS_INVOICE_INVALID');
    }
    const slug = `inv${String(world.next('invoice', 1)).padStart(10, '0')}`;
    const invoice: InvoiceState = { slug, title, description, payload, amount, subscriptionPeriod };
    world.stars.invoices.set(slug, invoice);
    world.changed();
    return invoice;
  }

  private answer(params: Params): true {
    if (!params.has('ok')) throw ApiError.badRequest('parameter "ok" is required');
    const refusal = params.flag('ok') ? undefined : (params.text('error_message') ?? '');
    if (refusal === '') throw ApiError.badRequest('parameter "error_message" is required');
    if (this.context.stars.answer(params.text('pre_checkout_query_id') ?? '', refusal)) return true;
    throw ApiError.badRequest('query is too old and response timeout expired or query ID is invalid');
  }

  private refund(params: Params): true {
    const payment = this.paymentOf(params);
    if (this.context.world.stars.isRefunded(payment.id)) throw ApiError.badRequest('CHARGE_ALREADY_REFUNDED');
    this.context.stars.refund(payment);
    return true;
  }

  /** Bot API: "in chronological order"; a refund is a transaction of its own with the payment's id. */
  private transactions(params: Params): JsonObject {
    const offset = params.int('offset') ?? 0;
    const limit = params.int('limit') ?? MOST_TRANSACTIONS;
    if (offset < 0 || limit < 1 || limit > MOST_TRANSACTIONS) throw ApiError.badRequest('LIMIT_INVALID');
    const some = this.context.world.stars.transactions.slice(offset, offset + limit);
    return { transactions: some.map((transaction) => this.render(transaction)) };
  }

  private render({ id, amount, date, isRefund, userId, slug }: StarTransactionState): JsonObject {
    const { world, renderer } = this.context;
    const { payload, subscriptionPeriod } = world.stars.invoice(slug);
    const partner = compact({
      type: 'user',
      transaction_type: 'invoice_payment',
      user: renderer.user(userId),
      invoice_payload: payload,
      subscription_period: subscriptionPeriod,
    });
    return { id, amount, date, ...(isRefund ? { receiver: partner } : { source: partner }) };
  }

  private balance(): number {
    const { transactions } = this.context.world.stars;
    return transactions.reduce((sum, { amount, isRefund }) => sum + (isRefund ? -amount : amount), 0);
  }

  private editSubscription(params: Params): true {
    const { world } = this.context;
    const subscription = world.stars.subscriptions.get(this.paymentOf(params).id);
    if (subscription === undefined) throw ApiError.badRequest('CHARGE_NOT_FOUND');
    if (!params.has('is_canceled')) throw ApiError.badRequest('parameter "is_canceled" is required');
    subscription.isCanceledByBot = params.flag('is_canceled');
    world.changed();
    return true;
  }

  private paymentOf(params: Params): StarTransactionState {
    const { world } = this.context;
    const userId = params.int('user_id') ?? 0;
    if (!world.users.has(userId)) throw ApiError.badRequest('user not found');
    const chargeId = params.text('telegram_payment_charge_id') ?? '';
    if (chargeId === '') throw ApiError.badRequest('CHARGE_ID_EMPTY');
    const payment = world.stars.payment(chargeId);
    if (payment?.userId !== userId) throw ApiError.badRequest('CHARGE_NOT_FOUND');
    return payment;
  }
}

function lengthBetween(params: Params, name: string, longest: number, refusal: string): string {
  const text = (params.text(name) ?? '').trim();
  if (text.length < 1 || text.length > longest) throw ApiError.badRequest(refusal);
  return text;
}
