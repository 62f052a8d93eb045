/** Trouble outside (network, a platform's 5xx): says nothing about the item, so it does not use up attempts. */
export class TransientFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TransientFailure';
  }
}
