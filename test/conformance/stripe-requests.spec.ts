import { describe, expect, it } from 'vitest';
import { isApiKnown, malformed } from '../support/stripe-requests.js';

if (!isApiKnown) console.info("Skipped: Stripe's request data needs the folder named by API_SPECS_DIR.");

/** Every journey hands its calls to this check when it stops. */
describe.skipIf(!isApiKnown)('A call to Stripe', () => {
  const sessions = { method: 'POST', path: '/v1/checkout/sessions' };

  it('is well formed with the parameters that the SDK types', () => {
    const params = { mode: 'payment', line_items: [{ price: 'price_1', quantity: '1' }], expires_at: '17' };
    expect(malformed([{ ...sessions, params }])).toEqual([]);
  });

  it.each([
    ['a name that is unknown deep inside', { line_items: [{ prize: 'price_1' }] }],
    ['a text where a number belongs', { expires_at: 'tomorrow' }],
  ])('is not with %s', (_name, params) => {
    expect(malformed([{ ...sessions, params }])).not.toEqual([]);
  });

  it('is not at an address without an operation', () => {
    expect(malformed([{ method: 'POST', path: '/v1/checkout/session', params: {} }])).toEqual([
      'POST /v1/checkout/session is no operation of the SDK',
    ]);
  });
});
