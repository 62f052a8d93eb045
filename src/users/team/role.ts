/** What somebody in an admin group may do. */
export const roles = ['viewer', 'moderator', 'admin', 'owner'] as const;
export type Role = (typeof roles)[number];

/** What can be given inside the bot; the owner is whoever Telegram says created the group. */
export type GivenRole = Exclude<Role, 'owner'>;

/** Bot API: `ChatMember.status`, as far as it matters here. */
export type Standing = 'creator' | 'administrator' | 'member' | 'none';

/** `given` inside the bot goes before what Telegram says, but neither lowers the owner nor keeps who left. */
export function roleOf(standing: Standing, given: GivenRole | null): Role | undefined {
  switch (standing) {
    case 'none':
      return undefined;
    case 'creator':
      return 'owner';
    case 'administrator':
      return given ?? 'admin';
    case 'member':
      return given ?? 'moderator';
  }
}

/** Money, bans and settings need Telegram's administrator, and one whom the bot's own roles have not lowered. */
export function mayAdminister(standing: Standing, given: GivenRole | null): boolean {
  const isRight = standing === 'creator' || standing === 'administrator';
  const role = roleOf(standing, given);
  return isRight && (role === 'owner' || role === 'admin');
}

export function isGivenRole(word: string): word is GivenRole {
  return word === 'viewer' || word === 'moderator' || word === 'admin';
}
