/** A `.dockerignore`: the last pattern that fits a path or one of its folders decides. */
export class IgnoreFile {
  private readonly patterns: readonly { keeps: boolean; fits: RegExp }[];

  constructor(text: string) {
    this.patterns = text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => ({ keeps: line.startsWith('!'), fits: asExpression(line.replace(/^!/, '')) }));
  }

  /** `path` is relative to the context. */
  excludes(path: string): boolean {
    const names = path.split('/');
    const paths = names.map((_, index) => names.slice(0, index + 1).join('/'));
    const decisive = this.patterns.findLast(({ fits }) => paths.some((candidate) => fits.test(candidate)));
    return decisive !== undefined && !decisive.keeps;
  }
}

function asExpression(pattern: string): RegExp {
  const source = pattern
    .replace(/^\/|\/$/g, '')
    .split(/(\*\*\/|\*\*|\*|\?)/)
    .map((part) => wildcards.get(part) ?? part.replace(/[.+^${}()|[\]\\]/g, '\\$&'))
    .join('');
  return new RegExp(`^${source}$`);
}

const wildcards = new Map([
  ['**/', '(?:.*/)?'],
  ['**', '.*'],
  ['*', '[^/]*'],
  ['?', '[^/]'],
]);
