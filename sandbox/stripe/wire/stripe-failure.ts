import type { PaymentIntent, PaymentMethod, SetupIntent } from '../core/stored-objects.js';

export interface ErrorBody {
  type: 'invalid_request_error' | 'card_error' | 'idempotency_error' | 'api_error' | 'rate_limit_error';
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  advice_code?: string;
  network_decline_code?: string;
  charge?: string;
  payment_intent?: PaymentIntent;
  payment_method?: PaymentMethod;
  setup_intent?: SetupIntent;
}

/** An answer of the API that is not 2xx. Stripe: 400 bad request, 402 card, 404 unknown id, 409, 429, 5xx. */
export class StripeFailure extends Error {
  constructor(
    readonly status: number,
    readonly body: ErrorBody,
  ) {
    super(body.message);
  }

  static invalid(message: string, param?: string, code?: string): StripeFailure {
    return new StripeFailure(400, {
      type: 'invalid_request_error',
      message,
      ...(code === undefined ? {} : { code }),
      ...(param === undefined ? {} : { param }),
    });
  }

  static missing(param: string): StripeFailure {
    return StripeFailure.invalid(`Missing required param: ${param}.`, param, 'parameter_missing');
  }

  /** Stripe: 404 when the path names the object, 400 when a parameter does. */
  static noSuch(kind: string, id: string, param = 'id'): StripeFailure {
    return new StripeFailure(param === 'id' ? 404 : 400, {
      type: 'invalid_request_error',
      code: 'resource_missing',
      message: `No such ${kind}: '${id}'`,
      param,
    });
  }

  toJson(requestId: string): { error: object } {
    const { code } = this.body;
    return {
      error: {
        ...this.body,
        ...(code ? { doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` } : {}),
        request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}`,
      },
    };
  }
}
