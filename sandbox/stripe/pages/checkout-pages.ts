import type { AccountRules } from '../billing/account-rules.js';
import { cardByNumber, SCENARIO_CARDS, type CardScenario } from '../billing/card-scenarios.js';
import type { PayOptions, PayResult } from '../billing/pay-options.js';
import type { Operations } from '../control/operations.js';
import type { CheckoutSession } from '../core/stored-objects.js';
import { html, redirect, type HttpReply, type HttpRequest } from '../wire/http-exchange.js';
import { StripeFailure } from '../wire/stripe-failure.js';
import { challengePage, checkoutPage } from './checkout-page.js';
import { messagePage } from './page-shell.js';

/** `/c/pay/<session>`: what a payer sees and does. */
export class CheckoutPages {
  constructor(
    private readonly rules: AccountRules,
    private readonly operations: Operations,
  ) {}

  handle(request: HttpRequest): HttpReply {
    const session = this.rules.core.state.sessions.get(request.path.slice('/c/pay/'.length));
    if (!session) return html(messagePage('Not found', 'There is no such checkout page.'), 404);
    if (session.status !== 'open') return closedPage(session);
    if (request.method !== 'POST') return this.#show(session);
    try {
      return this.#act(session, new URLSearchParams(request.body));
    } catch (error) {
      if (error instanceof StripeFailure) return this.#show(session, error.message);
      throw error;
    }
  }

  #act(session: CheckoutSession, form: URLSearchParams): HttpReply {
    const action = form.get('action');
    if (action === 'promotion') {
      this.operations.run('page.promotion', [session.id], () => {
        this.rules.checkout.applyPromotion(session, form.get('promotion_code') ?? '');
      });
      return redirect(`/c/pay/${session.id}`);
    }
    const result = this.operations.run(`page.${action ?? 'pay'}`, [session.id], () => {
      if (action === 'authenticate') return this.rules.checkout.authenticate(session, true);
      if (action === 'refuse') return this.rules.checkout.authenticate(session, false);
      return this.rules.checkout.pay(session, readPayment(form));
    });
    return this.#after(session, result);
  }

  #after(session: CheckoutSession, result: PayResult): HttpReply {
    if (result.kind === 'declined') return this.#show(session, result.message);
    if (result.kind === 'authenticate') return html(challengePage(session));
    const target = (session.success_url ?? '/').replaceAll('{CHECKOUT_SESSION_ID}', session.id);
    return redirect(target);
  }

  #show(session: CheckoutSession, error?: string): HttpReply {
    const { state } = this.rules.core;
    const plan = state.checkoutPlans.need(session.id);
    return html(
      checkoutPage({
        session,
        lines: plan.lines,
        savedCards: state.paymentMethods.where(
          (method) =>
            method.customer !== null && method.customer === session.customer && method.type === 'card',
        ),
        promotionCode: state.promotionCodes.get(plan.promotionCode)?.code ?? null,
        trialEnd: plan.subscription.trialEnd,
        error,
      }),
    );
  }
}

function closedPage(session: CheckoutSession): HttpReply {
  const back = session.cancel_url ?? session.success_url;
  const link = back ? { href: back, label: 'Back to the shop' } : undefined;
  if (session.status === 'complete') {
    return html(messagePage('All done', 'This payment has already been completed.', link));
  }
  return html(messagePage('This page has expired', 'Ask the shop for a new payment link.', link));
}

function readPayment(form: URLSearchParams): PayOptions {
  const saved = form.get('payment_method');
  const email = form.get('email');
  return {
    scenario: readScenario(form),
    ...(saved ? { paymentMethod: saved } : {}),
    ...(email ? { email } : {}),
    saveCard: form.get('save_card') === '1',
  };
}

/** The chosen scenario wins; a number typed without script counts when nothing was chosen. */
function readScenario(form: URLSearchParams): CardScenario {
  const chosen = SCENARIO_CARDS.find((card) => card.scenario === form.get('scenario'))?.scenario;
  if (chosen !== undefined && chosen !== 'succeeds') return chosen;
  const number = form.get('number');
  if (!number) return 'succeeds';
  const card = cardByNumber(number);
  if (!card) throw StripeFailure.invalid('Use one of the test cards.', 'number', 'incorrect_number');
  return card.scenario;
}
