import { CreditsPersonalData } from './credits.personal-data.js';
import { ForgetCustomer } from './forget-customer.handler.js';
import { LatePayer } from './late-payer.js';
import { LatePayment } from './late-payment.handler.js';
import { LatePlan } from './late-plan.handler.js';
import { PayerEraser } from './payer-eraser.js';
import { PurchasesPersonalData } from './purchases.personal-data.js';
import { ReasonsPersonalData } from './reasons.personal-data.js';

export const privacyParts = [
  CreditsPersonalData,
  ForgetCustomer,
  LatePayer,
  LatePayment,
  LatePlan,
  PayerEraser,
  PurchasesPersonalData,
  ReasonsPersonalData,
];
