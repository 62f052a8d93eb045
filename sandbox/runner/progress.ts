/** What the person at the terminal reads while the parts start and stop. */
export class Progress {
  constructor(private readonly out: NodeJS.WritableStream) {}

  /** Runs one step and says how long it took. */
  async step<T>(name: string, work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    this.out.write(`  ${name.padEnd(12)}`);
    try {
      const result = await work();
      this.out.write(`ready  ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`);
      return result;
    } catch (error) {
      this.out.write('failed\n');
      throw error;
    }
  }

  say(text: string): void {
    this.out.write(`${text}\n`);
  }
}
