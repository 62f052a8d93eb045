import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import type { Actor } from '../../users/audit/audit-log.repository.js';
import { quoteWithin, type RefundDialog, RefundDialogQuery } from './refund-dialog.query.js';
import {
  type RefundPlace,
  type RefundRequest,
  RefundRequestsRepository,
} from './refund-requests.repository.js';
import { RefundablePaymentsQuery } from './refundable-payments.query.js';

/** How long a proposed refund may wait for the confirming tap. */
export const confirmationMs = 10 * 60 * 1_000;

export interface RefundQuestion {
  readonly userId: UserId;
  /** Without it: the last payment that can be refunded. */
  readonly paymentId?: number;
  readonly reason: string | null;
  readonly actor: Actor;
  readonly requestKey: string;
  readonly place: RefundPlace;
  /** The provider's id of a subscription that is to end with the refund. */
  readonly endsPlan?: string | undefined;
}

/** What an administrator asks before a refund; nothing here moves money. */
@Injectable()
export class RefundDesk {
  constructor(
    private readonly transactor: Transactor,
    private readonly requests: RefundRequestsRepository,
    private readonly payments: RefundablePaymentsQuery,
    private readonly dialogs: RefundDialogQuery,
    private readonly clock: Clock,
  ) {}

  /** Undefined when there is nothing to refund, or that payment is another customer's. */
  open(question: RefundQuestion): Promise<RefundDialog | undefined> {
    return this.transactor.run(async (tx) => {
      const { userId, paymentId } = question;
      const payment =
        paymentId === undefined
          ? (await this.payments.ofUser(tx, userId))[0]
          : await this.payments.byId(tx, paymentId);
      if (payment?.userId !== userId) return undefined;
      return this.dialogs.of(tx, await this.requests.open(tx, { ...question, paymentId: payment.id }));
    });
  }

  show(id: number): Promise<RefundDialog | undefined> {
    return this.dialogs.of(this.transactor.reader, id);
  }

  /** The next older payment, from the oldest on the newest again. */
  turn(id: number): Promise<RefundDialog | undefined> {
    return this.transactor.run(async (tx) => {
      const request = await this.undecided(tx, id);
      if (request === undefined) return undefined;
      const payments = await this.payments.ofUser(tx, request.userId);
      const next = payments.find((payment) => payment.id < request.paymentId) ?? payments[0];
      await this.requests.draft(tx, id, next?.id ?? request.paymentId);
      return this.dialogs.of(tx, id);
    });
  }

  /** Proposes an amount, to be confirmed by a second tap. Undefined when that amount cannot be refunded now. */
  propose(id: number, wanted: 'part' | 'whole' | number): Promise<RefundDialog | undefined> {
    return this.transactor.run(async (tx) => {
      const request = await this.undecided(tx, id);
      const dialog = request === undefined ? undefined : await this.dialogs.of(tx, id);
      if (dialog === undefined) return undefined;
      const { payment } = dialog;
      const quote = typeof wanted === 'number' ? quoteWithin(payment, wanted) : dialog[wanted];
      if (quote === null) return undefined;
      const expiresAt = new Date(this.clock.now().getTime() + confirmationMs);
      const { amount, debt } = quote;
      await this.requests.propose(tx, id, { amount, adjustments: payment.adjustments, debt, expiresAt });
      return this.dialogs.of(tx, id);
    });
  }

  /** Back from a proposal to the payment. */
  withdraw(id: number): Promise<RefundDialog | undefined> {
    return this.transactor.run(async (tx) => {
      const request = await this.undecided(tx, id);
      if (request === undefined) return undefined;
      await this.requests.draft(tx, id, request.paymentId);
      return this.dialogs.of(tx, id);
    });
  }

  cancel(id: number): Promise<RefundDialog | undefined> {
    return this.transactor.run(async (tx) => {
      if ((await this.undecided(tx, id)) === undefined) return undefined;
      await this.requests.cancel(tx, id);
      return this.dialogs.of(tx, id);
    });
  }

  /** A request about which nothing was decided yet. */
  private async undecided(tx: Tx, id: number): Promise<RefundRequest | undefined> {
    const request = await this.requests.locked(tx, id);
    return request?.status === 'draft' || request?.status === 'proposed' ? request : undefined;
  }
}
