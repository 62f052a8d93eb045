/** Trying again cannot help: the item is given up at once and its lane goes on. */
export class PermanentFailure extends Error {
  readonly permanent = true;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PermanentFailure';
  }
}
