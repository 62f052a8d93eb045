import { FailedPaymentAlerts } from './failed-payment-alerts.js';
import { FailedPaymentsRepository } from './failed-payments.repository.js';
import { NoteFailedPayment } from './note-failed-payment.use-case.js';
import { TellFailedPayments } from './tell-failed-payments.job.js';

export const offeredFailures = [NoteFailedPayment];

export const failureParts = [FailedPaymentAlerts, FailedPaymentsRepository, TellFailedPayments];
