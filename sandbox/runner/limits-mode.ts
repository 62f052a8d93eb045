import type { TelegramLimits } from '../telegram/rate-limiter.js';
import { DOCUMENTED_LIMITS } from '../telegram/rate-limiter.js';

export const LIMITS_MODES = ['real', 'lifted', 'tight'] as const;
/** How much Telegram lets the bot send: as in reality, practically everything, or a quarter. */
export type LimitsMode = (typeof LIMITS_MODES)[number];

const PLENTY = 10_000;

export function isLimitsMode(value: unknown): value is LimitsMode {
  return LIMITS_MODES.some((mode) => mode === value);
}

export function limitsOf(mode: LimitsMode): TelegramLimits {
  switch (mode) {
    case 'real':
      return DOCUMENTED_LIMITS;
    case 'lifted':
      return {
        ...DOCUMENTED_LIMITS,
        chatPerSecond: PLENTY,
        chatBurst: PLENTY,
        groupPerMinute: PLENTY,
        globalPerSecond: PLENTY,
      };
    case 'tight':
      return { ...DOCUMENTED_LIMITS, groupPerMinute: 5 };
  }
}
