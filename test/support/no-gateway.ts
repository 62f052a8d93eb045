import { Global, Module } from '@nestjs/common';
import { PaymentGateway } from '../../src/billing/payment-gateway.js';

const none = {
  provider: 'none',
  livemode: false,
  createCustomer: () => Promise.reject(new Error('no payment provider in this test')),
  createCheckout: () => Promise.reject(new Error('no payment provider in this test')),
  createPortal: () => Promise.reject(new Error('no payment provider in this test')),
};

/** Billing without any payment provider, for tests of the ledger alone. */
@Global()
@Module({ providers: [{ provide: PaymentGateway, useValue: none }], exports: [PaymentGateway] })
export class NoGateway {}
