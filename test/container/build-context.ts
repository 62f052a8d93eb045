import type { IgnoreFile } from './ignore-file.js';

export interface BuildContext {
  readonly folder: string;
  readonly ignored: IgnoreFile;
}
