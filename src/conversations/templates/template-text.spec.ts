import { describe, expect, it } from 'vitest';
import { fillTemplate, unknownVariables } from './template-text.js';

const values = {
  first_name: 'Kim {credits}',
  username: '@kim',
  credits: '7',
  pass_until: '–',
  moderator: 'Ada',
};

describe('a template', () => {
  it('is filled once, whatever the values look like', () => {
    expect(fillTemplate('Hi {first_name}, {credits} left. {moderator} {x} { credits }', values)).toBe(
      'Hi Kim {credits}, 7 left. Ada {x} { credits }',
    );
  });

  it('names what it does not know', () => {
    expect(unknownVariables('{first_name} {name} {name} {} {constructor}')).toEqual([
      'name',
      '',
      'constructor',
    ]);
    expect(unknownVariables('no braces, {credits}')).toEqual([]);
  });
});
