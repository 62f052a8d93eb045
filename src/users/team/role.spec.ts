import { describe, expect, it } from 'vitest';
import { mayAdminister, roleOf } from './role.js';

describe('roles over what Telegram says', () => {
  it.each([
    ['creator', null, 'owner', true],
    ['creator', 'viewer', 'owner', true],
    ['administrator', null, 'admin', true],
    ['administrator', 'moderator', 'moderator', false],
    ['administrator', 'viewer', 'viewer', false],
    ['member', null, 'moderator', false],
    ['member', 'admin', 'admin', false],
    ['member', 'viewer', 'viewer', false],
    ['none', 'admin', undefined, false],
    ['none', null, undefined, false],
  ] as const)('%s, given %s: %s, administers: %s', (standing, given, role, administers) => {
    expect(roleOf(standing, given)).toBe(role);
    expect(mayAdminister(standing, given)).toBe(administers);
  });
});
