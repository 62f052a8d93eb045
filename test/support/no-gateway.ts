import { Global, Module } from '@nestjs/common';
import { PaymentGateway } from '../../src/billing/payment-gateway.js';

const refuse = (): Promise<never> => Promise.reject(new Error('no payment provider in this test'));

const none: PaymentGateway = {
  provider: 'none',
  livemode: false,
  createCustomer: refuse,
  createCheckout: refuse,
  createPortal: refuse,
  chargeSavedCard: refuse,
  findCharge: refuse,
  cancelCharge: refuse,
  savedCardOf: refuse,
};

/** Billing without any payment provider, for tests of the ledger alone. */
@Global()
@Module({ providers: [{ provide: PaymentGateway, useValue: none }], exports: [PaymentGateway] })
export class NoGateway {}
