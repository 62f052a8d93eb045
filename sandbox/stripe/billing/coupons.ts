import type { StripeCore } from '../core/stripe-core.js';
import type { Coupon, PromotionCode } from '../core/stored-objects.js';
import type { Params } from '../wire/params.js';
import { StripeFailure } from '../wire/stripe-failure.js';
import { readCurrency } from './money.js';

const DURATIONS = ['forever', 'once', 'repeating'] as const;

/** Coupons and the promotion codes that customers type. */
export class Coupons {
  constructor(private readonly core: StripeCore) {}

  create(params: Params): Coupon {
    const percent = params.text('percent_off');
    const amount = params.int('amount_off');
    if ((percent === undefined) === (amount === undefined)) {
      throw StripeFailure.invalid('You must pass either `percent_off` or `amount_off`.', 'percent_off');
    }
    const id = params.text('id') ?? this.core.ids.letters(`coupon:${this.core.ids.next('coupon')}`, 8);
    if (this.core.state.coupons.get(id)) {
      throw StripeFailure.invalid('Coupon already exists.', 'id', 'resource_already_exists');
    }
    return this.core.state.coupons.add<Coupon>({
      id,
      object: 'coupon',
      amount_off: amount ?? null,
      created: this.core.clock.seconds(),
      currency: amount === undefined ? null : readCurrency(params.requireText('currency'), 'currency'),
      duration: params.oneOf('duration', DURATIONS) ?? 'once',
      duration_in_months: params.int('duration_in_months') ?? null,
      livemode: false,
      max_redemptions: params.int('max_redemptions') ?? null,
      metadata: params.metadata(),
      name: params.text('name', 40) ?? null,
      percent_off: percent === undefined ? null : Number(percent),
      redeem_by: params.int('redeem_by') ?? null,
      times_redeemed: 0,
      valid: true,
    });
  }

  createCode(params: Params): PromotionCode {
    const promotion = params.object('promotion');
    if (!promotion) throw StripeFailure.missing('promotion');
    const coupon = this.require(promotion.requireText('coupon'), 'promotion[coupon]');
    const code = params.text('code', 500) ?? this.core.ids.letters(`code:${this.core.ids.next('code')}`, 8);
    const taken = this.core.state.promotionCodes.where((one) => one.active && sameCode(one.code, code));
    if (taken.length > 0) {
      throw StripeFailure.invalid(
        'An active promotion code with `code` already exists.',
        'code',
        'resource_already_exists',
      );
    }
    const restrictions = params.nested('restrictions');
    const created = this.core.state.promotionCodes.add<PromotionCode>({
      id: this.core.ids.next('promo'),
      object: 'promotion_code',
      active: params.bool('active') ?? true,
      code: code.toUpperCase(),
      created: this.core.clock.seconds(),
      customer: params.text('customer') ?? null,
      customer_account: null,
      expires_at: params.int('expires_at') ?? null,
      livemode: false,
      max_redemptions: params.int('max_redemptions') ?? null,
      metadata: params.metadata(),
      promotion: { coupon: coupon.id, type: 'coupon' },
      restrictions: {
        first_time_transaction: restrictions.bool('first_time_transaction') ?? false,
        minimum_amount: restrictions.int('minimum_amount') ?? null,
        minimum_amount_currency: restrictions.text('minimum_amount_currency') ?? null,
      },
      times_redeemed: 0,
    });
    this.core.events.emit('promotion_code.created', created);
    return created;
  }

  require(id: string, param: string): Coupon {
    const coupon = this.core.state.coupons.get(id);
    if (!coupon) throw StripeFailure.noSuch('coupon', id, param);
    return coupon;
  }

  couponOf(code: PromotionCode): Coupon {
    const { coupon } = code.promotion;
    return this.core.state.coupons.need(typeof coupon === 'string' ? coupon : coupon?.id);
  }

  /** What the payer typed; undefined when it can't be used for this customer and amount now. */
  usable(typed: string, customer: string | null, amount: number): PromotionCode | undefined {
    const code = this.core.state.promotionCodes.all().find((one) => one.active && sameCode(one.code, typed));
    if (!code) return undefined;
    const now = this.core.clock.seconds();
    const coupon = this.couponOf(code);
    const refused =
      (code.expires_at !== null && code.expires_at <= now) ||
      (coupon.redeem_by !== null && coupon.redeem_by <= now) ||
      exhausted(code) ||
      exhausted(coupon) ||
      (code.customer !== null && code.customer !== customer) ||
      amount < (code.restrictions.minimum_amount ?? 0) ||
      (code.restrictions.first_time_transaction && this.#hasPaid(customer));
    return refused ? undefined : code;
  }

  discount(coupon: Coupon, amount: number): number {
    const off = coupon.amount_off ?? Math.round((amount * (coupon.percent_off ?? 0)) / 100);
    return Math.min(off, amount);
  }

  redeem(coupon: Coupon, code: PromotionCode | undefined): void {
    coupon.times_redeemed += 1;
    coupon.valid = !exhausted(coupon);
    if (!code) return;
    code.times_redeemed += 1;
    if (exhausted(code)) code.active = false;
  }

  #hasPaid(customer: string | null): boolean {
    return this.core.state.charges.all().some((charge) => charge.paid && charge.customer === customer);
  }
}

const sameCode = (a: string, b: string): boolean => a.toLowerCase() === b.trim().toLowerCase();
const exhausted = (one: { max_redemptions: number | null; times_redeemed: number }): boolean =>
  one.max_redemptions !== null && one.times_redeemed >= one.max_redemptions;
