import type { ErrorWorld } from './error-world.js';

export type ErrorParams = Record<string, unknown>;

/** One row of the table: the call, and the code and text that the real server answers. */
export type ErrorCase = [
  situation: string,
  method: string,
  params: (world: ErrorWorld) => ErrorParams,
  code: number,
  text: string,
];

/** An id that no message has. */
export const MISSING = 999_999;
