import { Injectable } from '@nestjs/common';
import { FollowBan } from '../../conversations/spam/follow-ban.use-case.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { userChanged } from '../../users/users.jobs.js';

/** A ban, from wherever it came, also ends what was held, and shows in the Spam topic. */
@Injectable()
@OnEvent(userChanged, 'spam')
export class FollowBanHandler {
  constructor(private readonly follow: FollowBan) {}

  handle({ userId }: { userId: UserId }): Promise<void> {
    return this.follow.execute(userId);
  }
}
