import { describe, expect, it } from 'vitest';
import { readProductCommand } from './product-command.js';

const pack = { kind: 'credit_pack', durationSeconds: null, billingInterval: null, code: null };
const pass = { kind: 'time_pass', credits: 0, billingInterval: null, code: null };

describe('/products', () => {
  it.each([
    ['', { kind: 'list', page: 1 }],
    ['2', { kind: 'list', page: 2 }],
    ['help', { kind: 'help' }],
    ['CREDITS_10', { kind: 'page', code: 'credits_10' }],
    ['stars credits_10 250', { kind: 'stars', code: 'credits_10', stars: 250 }],
    ['stars credits_10 -', { kind: 'stars', code: 'credits_10', stars: null }],
    ['hide day_pass', { kind: 'hide', code: 'day_pass' }],
    ['Show day_pass', { kind: 'show', code: 'day_pass' }],
    ['move credits_10 3', { kind: 'move', code: 'credits_10', place: 3 }],
    ['price credits_10 4.50', { kind: 'price', code: 'credits_10', amount: '4.50', currency: undefined }],
    ['price credits_10 4,50 EUR', { kind: 'price', code: 'credits_10', amount: '4,50', currency: 'EUR' }],
    [
      'title credits_10 Ten  of them',
      { kind: 'title', code: 'credits_10', language: 'en', text: 'Ten  of them' },
    ],
    ['title credits_10 es Diez', { kind: 'title', code: 'credits_10', language: 'es', text: 'Diez' }],
    ['title credits_10 es -', { kind: 'title', code: 'credits_10', language: 'es', text: null }],
    [
      'title credits_10 “es de oro”',
      { kind: 'title', code: 'credits_10', language: 'en', text: 'es de oro' },
    ],
    [
      'add pack 200 credits 55.00 usd "200 credits"',
      {
        kind: 'add',
        draft: { ...pack, credits: 200, amount: '55.00', currency: 'usd', title: '200 credits' },
      },
    ],
    [
      'add pack 200 55 code:big_one Two hundred',
      {
        kind: 'add',
        draft: {
          ...pack,
          credits: 200,
          amount: '55',
          currency: undefined,
          title: 'Two hundred',
          code: 'big_one',
        },
      },
    ],
    [
      'add pass 7 days 12.00 «Una semana»',
      {
        kind: 'add',
        draft: {
          ...pass,
          durationSeconds: 604_800,
          amount: '12.00',
          currency: undefined,
          title: 'Una semana',
        },
      },
    ],
    [
      'add pass 12h 2',
      {
        kind: 'add',
        draft: { ...pass, durationSeconds: 43_200, amount: '2', currency: undefined, title: undefined },
      },
    ],
    [
      'add plan year 1200 credits 200 eur',
      {
        kind: 'add',
        draft: {
          ...pack,
          kind: 'subscription',
          billingInterval: 'year',
          credits: 1_200,
          amount: '200',
          currency: 'eur',
          title: undefined,
        },
      },
    ],
  ])('%s', (written, meant) => {
    expect(readProductCommand(written)).toEqual(meant);
  });

  it.each([
    ['add', 'add', 'pack, pass or plan'],
    ['add sack 10 5', 'add', 'pack, pass or plan'],
    ['add pack many 5', 'add', 'How many credits'],
    ['add pack 10', 'add', 'price is missing'],
    ['add pack 10 "5.00"', 'add', 'price is missing'],
    ['add pack -10 5', 'add', 'How many credits'],
    ['add pass 7 moons 5', 'add', 'How long'],
    ['add plan weekly 10 5', 'add', 'by the month or by the year'],
    ['add plan month', 'add', 'How many credits'],
    ['price', 'price', 'code of a product is missing'],
    ['price credits_10', 'price', 'new price is missing'],
    ['stars credits_10', 'stars', 'whole number'],
    ['stars credits_10 2.50', 'stars', 'whole number'],
    ['hide', 'hide', 'code of a product is missing'],
    ['hide ../../etc', 'hide', 'code of a product is missing'],
    ['move credits_10', 'move', 'new place'],
    ['move credits_10 0', 'move', 'new place'],
    ['move credits_10 first', 'move', 'new place'],
    ['title credits_10', 'title', 'new title is missing'],
    ['title credits_10 es', 'title', 'new title is missing'],
    ['title credits_10 en -', 'title', 'cannot be taken away'],
    ['wipe everything', 'all', '“wipe”'],
  ])('%s: says what is wrong', (written, usage, what) => {
    const command = readProductCommand(written);
    expect(command).toMatchObject({ kind: 'wrong', usage });
    expect((command as { what: string }).what).toContain(what);
  });
});
