import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { userErased } from '../../users/users.jobs.js';
import { erasedAlertView } from '../views/erasure.view.js';
import { GeneralNotices } from './general-notices.js';

/** General hears why a topic has gone, without learning again who it was. */
@Injectable()
@OnEvent(userErased, 'general')
export class ErasedHandler {
  constructor(private readonly general: GeneralNotices) {}

  handle({ userId }: { userId: UserId }): Promise<void> {
    return this.general.tell(`erased:${userId}`, erasedAlertView(userId));
  }
}
