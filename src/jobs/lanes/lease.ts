/** The right to work on one lane, for as long as it is renewed. */
export class Lease {
  private readonly controller = new AbortController();

  /** `validUntil` counts on `performance.now()`, which no clock change can move. */
  constructor(
    readonly id: string,
    private validUntil: number,
  ) {}

  /** Aborts when the lease is lost: somebody else may already work on the lane. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get lost(): boolean {
    return this.signal.aborted || performance.now() > this.validUntil;
  }

  extend(validUntil: number): void {
    this.validUntil = validUntil;
  }

  lose(reason: string): void {
    if (!this.signal.aborted) this.controller.abort(new Error(reason));
  }
}
