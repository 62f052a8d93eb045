/** Work that Stripe does after an operation (a dispute, a warning), run when the operation is complete. */
export class FollowUps {
  readonly #work: (() => void)[] = [];

  add(work: () => void): void {
    this.#work.push(work);
  }

  run(): void {
    for (let work = this.#work.shift(); work; work = this.#work.shift()) work();
  }
}
