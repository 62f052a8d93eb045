import { Injectable } from '@nestjs/common';
import type { RefundDialog } from '../../billing/refunds/refund-dialog.query.js';
import { RefundDesk } from '../../billing/refunds/refund-desk.js';
import { leftOf } from '../../billing/refunds/refund-quote.js';
import { price } from '../views/format.js';
import { refundTexts } from '../views/refund-texts.js';
import { impossibleText } from '../views/refund.view.js';
import { readRefundAmount } from './refund-command.js';

/** An amount that was written behind the command becomes a proposal, or the reason why it cannot be one. */
@Injectable()
export class RefundProposal {
  constructor(private readonly refunds: RefundDesk) {}

  async of(dialog: RefundDialog, written: string | undefined): Promise<RefundDialog | string> {
    const { request, payment, whole } = dialog;
    // The same command for the second time: what became of it is shown.
    if (written === undefined || request.status !== 'draft') return dialog;
    if (whole === null) return impossibleText(dialog);
    const { currency, canRefundPart } = payment;
    const amount = readRefundAmount(written, currency);
    if (amount === 'unreadable') return refundTexts.unreadableAmount(written);
    if (amount === 'not_positive') return refundTexts.notPositive;
    if (amount === 'too_fine') return refundTexts.tooFine(currency);
    const left = leftOf(payment);
    if (amount > left) return refundTexts.tooMuch(price({ amount: left, currency }, 'en'));
    if (!canRefundPart && amount !== payment.amount) return refundTexts.onlyWhole;
    return (await this.refunds.propose(request.id, amount)) ?? impossibleText(dialog);
  }
}
