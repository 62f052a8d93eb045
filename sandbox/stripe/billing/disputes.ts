import type { StripeCore } from '../core/stripe-core.js';
import type { Charge, Dispute, EarlyFraudWarning } from '../core/stored-objects.js';
import type { Params } from '../wire/params.js';
import { StripeFailure } from '../wire/stripe-failure.js';
import type { Balance } from './balance.js';
import { createDispute, type DisputeDraft } from './dispute-object.js';

const DISPUTE_FEE = 1_500;
const OPEN: readonly string[] = [
  'needs_response',
  'under_review',
  'warning_needs_response',
  'warning_under_review',
];

/** Disputes and early fraud warnings. Stripe: a dispute takes amount and fee at once, an inquiry nothing. */
export class Disputes {
  constructor(
    private readonly core: StripeCore,
    private readonly balance: Balance,
  ) {}

  open(charge: Charge, draft: DisputeDraft): Dispute {
    const dispute = createDispute(this.core, charge, draft);
    charge.disputed = true;
    this.core.events.emit('charge.dispute.created', dispute);
    if (draft.inquiry !== true) {
      this.#move(dispute, -dispute.amount, DISPUTE_FEE);
      this.core.events.emit('charge.dispute.funds_withdrawn', dispute);
    }
    return dispute;
  }

  close(dispute: Dispute, result: 'won' | 'lost'): Dispute {
    if (!OPEN.includes(dispute.status)) {
      throw StripeFailure.invalid('This dispute is already closed.', 'id', 'dispute_already_closed');
    }
    const inquiry = dispute.status.startsWith('warning_');
    dispute.status = inquiry ? 'warning_closed' : result;
    if (result === 'won') {
      if (!inquiry) {
        this.#move(dispute, dispute.amount, 0);
        this.core.events.emit('charge.dispute.funds_reinstated', dispute);
      }
    }
    this.core.events.emit('charge.dispute.closed', dispute);
    return dispute;
  }

  update(dispute: Dispute, params: Params): Dispute {
    this.core.events.emitChange('charge.dispute.updated', dispute, (changed) => {
      changed.metadata = params.metadata(changed.metadata);
      const evidence = params.object('evidence');
      for (const key of Object.keys(evidence?.values ?? {})) {
        if (!(key in changed.evidence))
          throw StripeFailure.invalid(
            `Received unknown parameter: evidence[${key}]`,
            `evidence[${key}]`,
            'parameter_unknown',
          );
        Object.assign(changed.evidence, { [key]: evidence?.text(key, 20_000) ?? null });
        changed.evidence_details.has_evidence = true;
      }
      if ((params.bool('submit') ?? true) && evidence) {
        changed.status = changed.status.startsWith('warning_') ? 'warning_under_review' : 'under_review';
        changed.evidence_details.submission_count += 1;
      }
    });
    return dispute;
  }

  warn(charge: Charge): EarlyFraudWarning {
    const warning = this.core.state.warnings.add<EarlyFraudWarning>({
      id: this.core.ids.next('issfr'),
      object: 'radar.early_fraud_warning',
      actionable: !charge.refunded && !charge.disputed,
      charge: charge.id,
      created: this.core.clock.seconds(),
      fraud_type: 'made_with_stolen_card',
      livemode: false,
      payment_intent: charge.payment_intent ?? '',
    });
    this.core.events.emit('radar.early_fraud_warning.created', warning);
    return warning;
  }

  /** Stripe: a warning is actionable until its charge is disputed or wholly refunded. */
  #follow(chargeId: string): void {
    const charge = this.core.state.charges.get(chargeId);
    if (!charge || (!charge.refunded && !charge.disputed)) return;
    const warnings = this.core.state.warnings.where((one) => one.charge === charge.id && one.actionable);
    for (const warning of warnings) {
      this.core.events.emitChange('radar.early_fraud_warning.updated', warning, (changed) => {
        changed.actionable = false;
      });
    }
  }

  /** Cards whose number promises trouble after a successful charge, and what becomes of warnings. */
  watch(): void {
    this.core.events.subscribe((event) => {
      const object = event.data.object as { id: string; charge?: string };
      if (event.type === 'charge.refunded') this.#follow(object.id);
      if (event.type === 'charge.dispute.created') this.#follow(object.charge ?? '');
    });
    this.core.events.subscribe((event) => {
      if (event.type !== 'charge.succeeded') return;
      const charge = this.core.state.charges.get((event.data.object as { id: string }).id);
      const scenario = this.core.state.cards.get(charge?.payment_method)?.scenario;
      if (!charge || !scenario) return;
      this.core.later.add(() => {
        if (scenario === 'disputed') this.open(charge, {});
        if (scenario === 'inquiry') this.open(charge, { inquiry: true, reason: 'general' });
        if (scenario === 'early_fraud_warning') this.warn(charge);
      });
    });
  }

  #move(dispute: Dispute, amount: number, fee: number): void {
    dispute.balance_transactions.push(
      this.balance.move({
        type: 'adjustment',
        amount,
        fee,
        currency: dispute.currency,
        source: dispute.id,
        category: amount < 0 ? 'dispute' : 'dispute_reversal',
        description: `Chargeback ${amount < 0 ? 'withdrawal' : 'reversal'} for ${dispute.charge}`,
      }),
    );
  }
}
