import { AtomicFile } from './atomic-file.js';

const QUIET_MS = 250;

export interface KeptSnapshot {
  /** False: the run that wrote it was killed, so the newest moments are missing. */
  isComplete: boolean;
  snapshot: unknown;
}

/** Writes an emulator's state soon after each change, and a last time at the end. */
export class SnapshotKeeper {
  private readonly file: AtomicFile;
  private take: (() => unknown) | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(path: string) {
    this.file = new AtomicFile(path);
  }

  read(): KeptSnapshot | undefined {
    return this.file.read() as KeptSnapshot | undefined;
  }

  watch(take: () => unknown): void {
    this.take = take;
    this.write(false);
  }

  readonly changed = (): void => {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.write(false);
    }, QUIET_MS);
  };

  close(): void {
    clearTimeout(this.timer);
    this.write(true);
    this.take = undefined;
  }

  private write(isComplete: boolean): void {
    if (this.take === undefined) return;
    const kept: KeptSnapshot = { isComplete, snapshot: this.take() };
    this.file.write(kept);
  }
}
