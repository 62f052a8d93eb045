import { DatabaseError } from 'pg';
import { QueryFailedError } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { TryLater } from '../../kernel/try-later.js';
import { failureKindOf } from './failure-kind.js';
import { LostLease } from './lost-lease.js';
import { PermanentFailure } from './permanent-failure.js';
import { TransientFailure } from './transient-failure.js';

describe('what an error says about its item', () => {
  it.each([
    ['later', new TryLater(new Date(0))],
    ['lost', new LostLease([1])],
    ['permanent', new PermanentFailure('too long')],
    ['permanent', Object.assign(new Error('refused'), { permanent: true })],
    ['transient', new TransientFailure('502')],
    ['transient', databaseError('57P01')],
    ['transient', databaseError('40P01')],
    ['transient', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
    ['transient', new Error('Connection terminated unexpectedly')],
    ['defect', databaseError('23505')],
    ['defect', new Error('undefined is not a function')],
    ['defect', 'a string'],
  ])('%s', (kind, error) => {
    expect(failureKindOf(error)).toBe(kind);
  });
});

function databaseError(code: string): QueryFailedError {
  const cause = Object.assign(new DatabaseError('refused', 7, 'error'), { code });
  return new QueryFailedError('select', [], cause);
}
