import type { StripeCore } from '../core/stripe-core.js';
import type { CheckoutSession, Coupon, PromotionCode } from '../core/stored-objects.js';
import type { Params } from '../wire/params.js';
import { StripeFailure } from '../wire/stripe-failure.js';
import type { Coupons } from './coupons.js';

export interface ChosenDiscount {
  coupon: Coupon;
  code: PromotionCode | undefined;
}

/** Discounts of a session: given at creation or typed by the payer on the hosted page. */
export class CheckoutDiscounts {
  constructor(
    private readonly core: StripeCore,
    private readonly coupons: Coupons,
  ) {}

  read(discounts: readonly Params[]): ChosenDiscount | undefined {
    const [discount] = discounts;
    if (!discount) return undefined;
    if (discounts.length > 1) throw StripeFailure.invalid('At most one discount is allowed.', 'discounts');
    const codeId = discount.text('promotion_code');
    const code = codeId === undefined ? undefined : this.core.state.promotionCodes.get(codeId);
    if (codeId !== undefined && !code) {
      throw StripeFailure.noSuch('promotion code', codeId, discount.name('promotion_code'));
    }
    const coupon = code
      ? this.coupons.couponOf(code)
      : this.coupons.require(discount.requireText('coupon'), discount.name('coupon'));
    return { coupon, code };
  }

  /** Stripe: the field is shown only when the shop allowed promotion codes. */
  applyTyped(session: CheckoutSession, typed: string): void {
    if (session.allow_promotion_codes !== true) {
      throw StripeFailure.invalid('This session does not take promotion codes.', 'promotion_code');
    }
    const code = this.coupons.usable(typed, session.customer, session.amount_subtotal ?? 0);
    if (!code) {
      throw StripeFailure.invalid('This code is invalid.', 'promotion_code', 'coupon_expired');
    }
    this.apply(session, { coupon: this.coupons.couponOf(code), code });
  }

  redeem(session: CheckoutSession): void {
    const plan = this.core.state.checkoutPlans.need(session.id);
    const coupon = this.core.state.coupons.get(plan.coupon);
    if (coupon) this.coupons.redeem(coupon, this.core.state.promotionCodes.get(plan.promotionCode));
  }

  apply(session: CheckoutSession, { coupon, code }: ChosenDiscount): void {
    const plan = this.core.state.checkoutPlans.need(session.id);
    plan.coupon = coupon.id;
    plan.promotionCode = code?.id ?? null;
    const subtotal = session.amount_subtotal ?? 0;
    const off = this.coupons.discount(coupon, subtotal);
    let rest = off;
    plan.lines.forEach((line, index) => {
      const last = index === plan.lines.length - 1;
      // The rounding rest goes to the last line, so that the lines add up to the total.
      line.amount_discount = last ? rest : Math.floor((off * line.amount_subtotal) / Math.max(1, subtotal));
      line.amount_total = line.amount_subtotal - line.amount_discount;
      rest -= line.amount_discount;
    });
    session.amount_total = subtotal - off;
    session.total_details = { amount_discount: off, amount_shipping: 0, amount_tax: 0 };
    session.discounts = [{ coupon: code ? null : coupon.id, promotion_code: code?.id ?? null }];
    const intent = this.core.state.paymentIntents.get(session.payment_intent ?? plan.attemptIntent);
    if (intent) intent.amount = session.amount_total;
  }
}
