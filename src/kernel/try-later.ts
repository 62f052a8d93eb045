/**
 * Not a failure: the work could not be done now and should be taken up again at `at`, as if untouched.
 * Thrown where an outside budget is used up (Telegram's limits), caught by whatever schedules the work.
 */
export class TryLater extends Error {
  constructor(readonly at: Date) {
    super(`try again at ${at.toISOString()}`);
    this.name = 'TryLater';
  }
}
