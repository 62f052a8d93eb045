import type { PlanLine } from './subscription.types.js';

interface CountedLine {
  readonly line: Pick<PlanLine, 'amount' | 'isProration'>;
  /** What a whole period of the line's price costs and gives. */
  readonly terms: { readonly amount: number; readonly credits: number };
}

/**
 * The credits of an invoice follow its money, line by line: a period gives the plan's credits, a part of one gives its
 * share, the unused rest of a plan that was left takes its share off. Never below nothing: what was given stays.
 */
export function creditsOfLines(lines: readonly CountedLine[]): number {
  const sum = lines.reduce((total, { line, terms }) => total + creditsOf(line, terms), 0);
  return Math.max(0, Math.round(sum));
}

function creditsOf(line: CountedLine['line'], terms: CountedLine['terms']): number {
  if (!line.isProration) return terms.credits;
  return terms.amount === 0 ? 0 : (terms.credits * line.amount) / terms.amount;
}
