import type { ColumnOptions } from 'typeorm';

/** Column shapes used by every entity, so that a type is spelled the same way everywhere. */
export const bigintId: ColumnOptions = { type: 'bigint' };
export const instant: ColumnOptions = { type: 'timestamptz' };
export const optionalInstant: ColumnOptions = { type: 'timestamptz', nullable: true };
export const text: ColumnOptions = { type: 'text' };
export const optionalText: ColumnOptions = { type: 'text', nullable: true };
export const credits: ColumnOptions = { type: 'bigint' };
export const minorUnits: ColumnOptions = { type: 'bigint' };
