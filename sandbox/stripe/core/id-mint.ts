import { createHash } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Makes ids in Stripe's form that are the same in every run with the same seed. */
export class IdMint {
  /** One counter per prefix, so that reading (request ids) does not shift the ids of objects. */
  readonly #counters = new Map<string, number>();

  constructor(private readonly seed: number) {}

  next(prefix: string, length = 24): string {
    const count = (this.#counters.get(prefix) ?? 0) + 1;
    this.#counters.set(prefix, count);
    return `${prefix}_${this.letters(`${prefix}:${count}`, length)}`;
  }

  /** Secrets and fingerprints: the same for the same subject. */
  letters(subject: string, length: number): string {
    let text = '';
    for (let block = 0; text.length < length; block += 1) {
      const digest = createHash('sha256').update(`${this.seed}:${block}:${subject}`).digest();
      for (const byte of digest) text += ALPHABET[byte % ALPHABET.length] ?? '';
    }
    return text.slice(0, length);
  }

  dump(): Record<string, number> {
    return Object.fromEntries(this.#counters);
  }

  load(counters: Record<string, number>): void {
    this.#counters.clear();
    for (const [prefix, count] of Object.entries(counters)) this.#counters.set(prefix, count);
  }
}
