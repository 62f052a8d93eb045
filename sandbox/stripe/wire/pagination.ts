import type { AnyObject, ListOf } from '../core/stored-objects.js';
import type { Params, Range } from './params.js';
import { StripeFailure } from './stripe-failure.js';

/**
 * One page of a list. Stripe: newest first, 1 to 100 items (10), cursors by id, `has_more` for the direction
 * in which one pages.
 */
export function page<T extends AnyObject>(items: readonly T[], params: Params, url: string): ListOf<T> {
  const limit = params.int('limit') ?? 10;
  if (limit < 1 || limit > 100) {
    throw StripeFailure.invalid(
      'This value must be between 1 and 100.',
      'limit',
      'parameter_invalid_integer',
    );
  }
  const after = params.text('starting_after');
  const before = params.text('ending_before');
  if (after !== undefined && before !== undefined) {
    throw StripeFailure.invalid(
      'You may only specify one of these parameters: starting_after, ending_before.',
    );
  }
  if (before !== undefined) {
    const end = position(items, before, 'ending_before');
    const start = Math.max(0, end - limit);
    return { object: 'list', data: items.slice(start, end), has_more: start > 0, url };
  }
  const start = after === undefined ? 0 : position(items, after, 'starting_after') + 1;
  const data = items.slice(start, start + limit);
  return { object: 'list', data, has_more: start + data.length < items.length, url };
}

function position(items: readonly AnyObject[], id: string, param: string): number {
  const index = items.findIndex((item) => item.id === id);
  if (index < 0) throw StripeFailure.noSuch('object', id, param);
  return index;
}

export function inRange(value: number, range: Range): boolean {
  return (
    (range.eq === undefined || value === range.eq) &&
    (range.gt === undefined || value > range.gt) &&
    (range.gte === undefined || value >= range.gte) &&
    (range.lt === undefined || value < range.lt) &&
    (range.lte === undefined || value <= range.lte)
  );
}
