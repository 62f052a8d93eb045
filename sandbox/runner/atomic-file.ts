import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** JSON on disk that is either the old text or the new one, whenever the process dies. */
export class AtomicFile {
  constructor(private readonly path: string) {}

  /** Undefined when there is none yet. */
  read(): unknown {
    let text: string;
    try {
      text = readFileSync(this.path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
    return JSON.parse(text) as unknown;
  }

  write(value: unknown): void {
    const draft = `${this.path}.draft`;
    writeFileSync(draft, JSON.stringify(value));
    renameSync(draft, this.path);
  }
}
