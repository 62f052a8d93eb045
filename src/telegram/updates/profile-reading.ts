import type { User as TelegramUser } from 'telegraf/types';
import { asTelegramId } from '../../kernel/ids.js';
import type { TelegramProfile } from '../../users/users.repository.js';

export function profileOf(from: TelegramUser): TelegramProfile {
  return {
    telegramId: asTelegramId(from.id),
    firstName: from.first_name,
    lastName: from.last_name ?? null,
    username: from.username ?? null,
    languageCode: from.language_code ?? null,
  };
}
