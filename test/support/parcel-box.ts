import { HandlesLane, LaneHandler } from '../../src/jobs/lanes/lane-handler.js';
import type { Lease } from '../../src/jobs/lanes/lease.js';
import type { Letter } from './letter.js';
import { PostOffice } from './post-office.js';

/** A second handler on the same queue, which takes one item at a time. */
@HandlesLane({ queue: 'outbound', kinds: ['parcel'] })
export class ParcelBox extends LaneHandler<{ n: number }> {
  constructor(private readonly office: PostOffice) {
    super();
  }

  handle(parcels: readonly Letter[], lease: Lease): Promise<readonly number[]> {
    return this.office.handle(parcels, lease);
  }
}
