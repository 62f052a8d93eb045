import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { planBegan } from '../billing.jobs.js';
import { LatePayer } from './late-payer.js';

/** A plan that began at the moment of an erasure would renew for ever. */
@Injectable()
@OnEvent(planBegan, 'end-erased')
export class LatePlan {
  constructor(private readonly payer: LatePayer) {}

  handle({ userId }: { userId: UserId }): Promise<void> {
    return this.payer.forget(userId);
  }
}
