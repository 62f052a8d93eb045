import { describe, expect, it } from 'vitest';
import { type CardError, declineOf, needsAuthentication } from './decline.js';

describe('a decline', () => {
  it.each([
    'lost_card',
    'stolen_card',
    'pickup_card',
    'expired_card',
    'fraudulent',
    'transaction_not_allowed',
    'revocation_of_authorization',
    'revocation_of_all_authorizations',
    'incorrect_number',
  ])('%s ends it', (code) => {
    expect(declineOf({ code: 'card_declined', decline_code: code }).isFinal).toBe(true);
  });

  it.each([
    'insufficient_funds',
    'generic_decline',
    'do_not_honor',
    'processing_error',
    'issuer_not_available',
  ])('%s may pass', (code) => {
    expect(declineOf({ code: 'card_declined', decline_code: code }).isFinal).toBe(false);
  });

  it.each<[CardError, boolean]>([
    [{ decline_code: 'insufficient_funds', advice_code: 'do_not_try_again' }, true],
    [{ decline_code: 'generic_decline', advice_code: 'confirm_card_data' }, true],
    [{ decline_code: 'lost_card', advice_code: 'try_again_later' }, false],
    [{ decline_code: 'lost_card', advice_code: 'a_new_word' }, true],
  ])('follows the advice before the code: %o', (error, isFinal) => {
    expect(declineOf(error).isFinal).toBe(isFinal);
  });

  it.each(['lost_card', 'stolen_card', 'pickup_card', 'fraudulent', 'merchant_blacklist'])(
    'tells the customer nothing of %s',
    (code) => {
      expect(declineOf({ decline_code: code })).toMatchObject({ reason: 'declined', code });
    },
  );

  it('is none when the bank wants to see the customer, whatever the advice', () => {
    expect(needsAuthentication({ code: 'authentication_required', advice_code: 'confirm_card_data' })).toBe(
      true,
    );
    expect(needsAuthentication({ code: 'card_declined', decline_code: 'authentication_required' })).toBe(
      true,
    );
    expect(needsAuthentication({ code: 'card_declined', decline_code: 'generic_decline' })).toBe(false);
  });
});
