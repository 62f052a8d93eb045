/** Somebody else finished these items meanwhile; rolls back the effect that was about to happen twice. */
export class LostLease extends Error {
  constructor(ids: readonly number[]) {
    super(`items ${ids.join(', ')} are already finished`);
    this.name = 'LostLease';
  }
}
