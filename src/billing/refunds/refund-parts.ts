import { ConfirmRefund } from './confirm-refund.use-case.js';
import { DecideRefund } from './decide-refund.use-case.js';
import { PerformRefund } from './perform-refund.job.js';
import { RefundablePaymentsQuery } from './refundable-payments.query.js';
import { RefundDesk } from './refund-desk.js';
import { RefundDialogQuery } from './refund-dialog.query.js';
import { RefundProviders } from './refund-providers.js';
import { RefundRequestsRepository } from './refund-requests.repository.js';

export const offeredRefunds = [ConfirmRefund, RefundDesk, RefundProviders, RefundRequestsRepository];

export const refundParts = [DecideRefund, PerformRefund, RefundablePaymentsQuery, RefundDialogQuery];
