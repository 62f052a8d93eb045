import { FraudWarningsRepository } from './fraud-warnings.repository.js';
import { HeedWarning } from './heed-warning.use-case.js';
import { PaymentHold } from './payment-hold.js';
import { ReleasePayment } from './release-payment.use-case.js';
import { StopAfterWarning } from './stop-after-warning.handler.js';

export const offeredFraud = [FraudWarningsRepository, HeedWarning, ReleasePayment];

export const fraudParts = [PaymentHold, StopAfterWarning];
