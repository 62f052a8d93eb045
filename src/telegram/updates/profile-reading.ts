import type { User as TelegramUser } from 'telegraf/types';
import { asTelegramId } from '../../kernel/ids.js';
import type { TelegramProfile } from '../../users/users.repository.js';

/** Undefined when nobody is named whom we could answer. */
export function profileOf(from: TelegramUser | undefined): TelegramProfile | undefined {
  if (from === undefined || !Number.isSafeInteger(from.id) || typeof from.first_name !== 'string') {
    return undefined;
  }
  return {
    telegramId: asTelegramId(from.id),
    firstName: from.first_name,
    lastName: from.last_name ?? null,
    username: from.username ?? null,
    languageCode: from.language_code ?? null,
  };
}
