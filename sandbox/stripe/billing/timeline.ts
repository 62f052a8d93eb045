import type { StripeCore } from '../core/stripe-core.js';
import type { AccountRules } from './account-rules.js';

interface Due {
  at: number;
  run: () => void;
}

const TRIAL_NOTICE = 3 * 86_400;
const LIVE: readonly string[] = ['active', 'trialing', 'past_due'];

/** What happens by the passing of time: sessions expire, trials end, subscriptions renew, invoices are retried. */
export class Timeline {
  #settledAt = 0;

  constructor(
    private readonly core: StripeCore,
    private readonly rules: AccountRules,
  ) {}

  /** Runs what is due now; once per second is enough, since nothing is due in between. */
  settle(): void {
    const now = this.core.clock.seconds();
    if (now === this.#settledAt) return;
    this.#settledAt = now;
    this.#runUntil(now);
  }

  /** Moves the emulated time and runs everything on the way, each thing at its own moment. */
  advance(ms: number): void {
    const target = this.core.clock.now() + ms;
    this.#runUntil(Math.floor(target / 1000));
    this.core.clock.advanceTo(target);
  }

  #runUntil(limit: number): void {
    for (let due = this.#next(limit); due; due = this.#next(limit)) {
      this.core.clock.advanceTo(due.at * 1000);
      due.run();
      this.core.later.run();
    }
  }

  #next(limit: number): Due | undefined {
    const due = [...this.#sessions(), ...this.#subscriptions(), ...this.#retries()].filter(
      (one) => one.at <= limit,
    );
    return due.sort((a, b) => a.at - b.at)[0];
  }

  #sessions(): Due[] {
    return this.core.state.sessions
      .where((session) => session.status === 'open')
      .map((session) => ({
        at: session.expires_at,
        run: () => {
          this.rules.sessions.expire(session);
        },
      }));
  }

  #subscriptions(): Due[] {
    const { subscriptions } = this.rules;
    return this.core.state.subscriptions
      .where((one) => LIVE.includes(one.status))
      .flatMap((subscription): Due[] => {
        const due: Due[] = [
          {
            at: subscriptions.periodEnd(subscription),
            run: () => {
              subscriptions.renew(subscription);
            },
          },
        ];
        if (subscription.cancel_at !== null && !subscription.cancel_at_period_end) {
          due.push({
            at: subscription.cancel_at,
            run: () => {
              subscriptions.end(subscription, 'cancellation_requested');
            },
          });
        }
        const plan = this.core.state.subscriptionPlans.need(subscription.id);
        if (subscription.status === 'trialing' && subscription.trial_end && !plan.trialNoticeSent) {
          due.push({
            at: Math.max(subscription.created, subscription.trial_end - TRIAL_NOTICE),
            run: () => {
              plan.trialNoticeSent = true;
              this.core.events.emit('customer.subscription.trial_will_end', subscription);
            },
          });
        }
        return due;
      });
  }

  #retries(): Due[] {
    return this.core.state.invoices
      .where((invoice) => invoice.status === 'open' && invoice.next_payment_attempt !== null)
      .flatMap((invoice): Due[] => {
        const named = invoice.parent?.subscription_details?.subscription;
        const subscription = this.core.state.subscriptions.get(typeof named === 'string' ? named : null);
        if (subscription?.status !== 'past_due') return [];
        return [
          {
            at: invoice.next_payment_attempt ?? 0,
            run: () => {
              this.rules.subscriptions.attempt(subscription, invoice);
            },
          },
        ];
      });
  }
}
