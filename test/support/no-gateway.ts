import { Global, Module } from '@nestjs/common';
import { ContentGateway } from '../../src/billing/content/content-gateway.js';
import { PaymentGateway } from '../../src/billing/payment-gateway.js';

const refuse = (): Promise<never> => Promise.reject(new Error('nothing outside exists in this test'));

const noProvider: PaymentGateway = {
  provider: 'none',
  livemode: false,
  createCustomer: refuse,
  createCheckout: refuse,
  closeCheckout: refuse,
  createPortal: refuse,
  chargeSavedCard: refuse,
  findCharge: refuse,
  cancelCharge: refuse,
  forgetCustomer: refuse,
  endPlan: refuse,
  savedCardOf: refuse,
};
const noTelegram: ContentGateway = { queue: refuse, mayRepeat: refuse, deliver: refuse };

/** Billing with neither a payment provider nor Telegram, for tests of the ledger alone. */
@Global()
@Module({
  providers: [
    { provide: PaymentGateway, useValue: noProvider },
    { provide: ContentGateway, useValue: noTelegram },
  ],
  exports: [ContentGateway, PaymentGateway],
})
export class NoGateway {}
