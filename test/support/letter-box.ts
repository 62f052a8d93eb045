import type { Tx } from '../../src/database/db.js';
import { HandlesLane, LaneHandler } from '../../src/jobs/lanes/lane-handler.js';
import type { Lease } from '../../src/jobs/lanes/lease.js';
import type { Letter } from './letter.js';
import { PostOffice } from './post-office.js';

/** The lane handler of the tests: gives everything to an office that several processes may share. */
@HandlesLane({ queue: 'outbound', kinds: ['letter', 'card'], batch: 5 })
export class LetterBox extends LaneHandler<{ n: number }> {
  constructor(private readonly office: PostOffice) {
    super();
  }

  handle(letters: readonly Letter[], lease: Lease): Promise<readonly number[]> {
    return this.office.handle(letters, lease);
  }

  override givenUp(_tx: Tx, letter: Letter, error: Error): Promise<void> {
    this.office.bury(letter, error);
    return Promise.resolve();
  }
}
