import type { TelegramEmulator } from '../telegram/telegram-emulator.js';

/** Who is who on the page: everybody who is no moderator is a customer. */
export interface Cast {
  groupId: number;
  administrator: number;
  member: number;
}

export const BOT = { username: 'lumen_studio_bot', name: 'Lumen Studio' };

/** The people of a first start: a team of two and three customers, one for each language of the bot. */
export function inviteCast({ actors }: TelegramEmulator): Cast {
  const administrator = actors.createUser({
    firstName: 'Olivia',
    username: 'olivia_lumen',
    languageCode: 'en',
  });
  const member = actors.createUser({ firstName: 'Max', username: 'max_lumen', languageCode: 'en' });
  const group = actors.createSupergroup({ title: 'Lumen Studio · Team', isForum: true });
  actors.addBot(group);
  actors.addMember(group, administrator, { status: 'administrator' });
  actors.addMember(group, member, { status: 'member' });
  actors.createUser({ firstName: 'Emma', lastName: 'Clarke', username: 'emma_clarke', languageCode: 'en' });
  actors.createUser({ firstName: 'Mateo', lastName: 'García', username: 'mateo_g', languageCode: 'es' });
  actors.createUser({ firstName: 'Анна', languageCode: 'ru' });
  return { groupId: group.id, administrator: administrator.id, member: member.id };
}
