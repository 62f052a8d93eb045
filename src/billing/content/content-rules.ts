import { InvalidContent } from './content.errors.js';
import { dearestItem, longestTitle } from './content-item.js';

export function assertCost(cost: number): void {
  if (!Number.isSafeInteger(cost) || cost < 1 || cost > dearestItem) refuse();
}

/** Null stands for an item without a title. */
export function assertTitle(title: string | null): void {
  if (title !== null && (title === '' || title.length > longestTitle)) refuse();
}

function refuse(): never {
  throw new InvalidContent({ dearest: dearestItem, longestTitle });
}
