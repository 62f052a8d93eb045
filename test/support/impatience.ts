import Stripe from 'stripe';
import { StripeClient } from '../../src/payments/stripe-client.js';
import type { Product } from './product.js';

/** The product's own client of Stripe with less patience than the 20 s that nobody wants to wait in a test. Returns the way back. */
export function impatience(product: Product): () => void {
  const client = product.part(StripeClient);
  const patient = client.api;
  const { hostname: host, port } = new URL(product.stripe.url);
  const impatient = { host, port, protocol: 'http', timeout: 300, maxNetworkRetries: 1 } as const;
  Reflect.set(client, 'client', new Stripe(product.stripe.apiKey, impatient));
  return () => {
    Reflect.set(client, 'client', patient);
  };
}
