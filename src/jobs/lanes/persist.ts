import { setTimeout as pause } from 'node:timers/promises';
import { isDatabaseTrouble } from './database-trouble.js';

const patienceMs = 60_000;

/**
 * Repeats a harmless-to-repeat statement while the database is in trouble: what was sent to Telegram must not be
 * sent again only because the connection broke before that could be written down.
 */
export async function persist<Result>(statement: () => Promise<Result>): Promise<Result> {
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    try {
      return await statement();
    } catch (error) {
      if (!isDatabaseTrouble(error) || performance.now() > giveUpAt) throw error;
      await pause(200);
    }
  }
}
