import { getMetadataStorage } from 'class-validator';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { Environment } from '../../src/config/environment.js';
import { BotProcess } from '../support/bot-process.js';

const required = [
  'ADMIN_GROUP_ID',
  'BOT_TOKEN',
  'DATABASE_URL',
  'PUBLIC_URL',
  'STRIPE_API_KEY',
  'STRIPE_WEBHOOK_SECRET',
  'TELEGRAM_WEBHOOK_SECRET',
];

/** The names at the head of the listed problems. */
const named = (output: string): string[] =>
  [...output.matchAll(/^ {2}- (\w+) /gm)].map(([, name = '']) => name);

describe.concurrent('a process without usable settings', () => {
  it('exits with 1 and one message that lists every missing setting', async () => {
    const bot = BotProcess.spawn(Object.fromEntries(required.map((name) => [name, ''])), 0);
    expect(await bot.exit()).toBe(1);
    expect(named(bot.output).sort()).toEqual(required);
    expect(bot.output.trim().split('\n')).toHaveLength(1 + required.length);
  });

  it('exits with 1 and never repeats a value', async () => {
    const values = {
      BOT_TOKEN: 'very-secret-token',
      ADMIN_GROUP_ID: 'very-secret-group',
      DATABASE_URL: 'mysql://root:very-secret-password@db/bot',
      STRIPE_API_KEY: 'very-secret-key',
      STRIPE_WEBHOOK_SECRET: 'very secret signature',
      PUBLIC_URL: 'http://very-secret.example',
      TELEGRAM_WEBHOOK_SECRET: 'very secret header',
      METRICS_TOKEN: 'very secret metrics',
      DELIVERED_REACTION: '✅',
      TIME_ZONE: 'very-secret-place',
    };
    const bot = BotProcess.spawn(values, 0);
    expect(await bot.exit()).toBe(1);
    expect(named(bot.output).sort()).toEqual(Object.keys(values).sort());
    expect(bot.output).not.toMatch(/very.secret/);
    expect(bot.output).not.toContain('✅');
    expect(bot.output.trim().split('\n')).toHaveLength(1 + Object.keys(values).length);
  });
});

describe('.env.example', () => {
  it('holds exactly the variables that the product reads, each in a commented paragraph', async () => {
    const text = await readFile('.env.example', 'utf8');
    const example = [...text.matchAll(/^([A-Z_]+)=/gm)].map(([, name = '']) => name);
    const known = getMetadataStorage()
      .getTargetValidationMetadatas(Environment, '', false, false)
      .map(({ propertyName }) => propertyName);
    expect([...example].sort()).toEqual([...new Set(known)].sort());
    for (const paragraph of text.trim().split(/\n{2,}/)) expect(paragraph).toMatch(/^# /);
  });
});
