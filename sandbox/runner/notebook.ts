import { randomUUID } from 'node:crypto';
import { AtomicFile } from './atomic-file.js';
import type { Cast } from './cast.js';
import type { LimitsMode } from './limits-mode.js';

/** What has to stay the same from one run to the next. */
export interface Notes {
  /** Tells this folder from others, so that two sandboxes never work in the same one. */
  id: string;
  pageAddress?: string;
  telegramPort?: number;
  stripePort?: number;
  limits: LimitsMode;
  cast?: Cast;
}

/** The sandbox's own memory, `sandbox.json` in its data folder. */
export class Notebook {
  private readonly file: AtomicFile;
  private notes: Notes;

  constructor(path: string) {
    this.file = new AtomicFile(path);
    const kept = this.file.read() as Partial<Notes> | undefined;
    this.notes = { id: randomUUID(), limits: 'real', ...kept };
  }

  get content(): Readonly<Notes> {
    return this.notes;
  }

  update(change: Partial<Notes>): void {
    this.notes = { ...this.notes, ...change };
    this.file.write(this.notes);
  }
}
