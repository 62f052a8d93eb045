import { Injectable } from '@nestjs/common';
import { type DeleteTopicPayload, topicKept } from '../../conversations/conversations.jobs.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import { topicKeptView } from '../views/erasure.view.js';
import { GeneralNotices } from './general-notices.js';

/** A topic of somebody who is gone could not be deleted by itself: General is asked to. */
@Injectable()
@OnEvent(topicKept, 'general')
export class TopicKeptHandler {
  constructor(private readonly general: GeneralNotices) {}

  handle({ chatId, topicId, why }: DeleteTopicPayload & { why: 'content' | 'refused' }): Promise<void> {
    return this.general.tell(`topic-kept:${chatId}:${topicId}`, topicKeptView({ chatId, topicId, why }));
  }
}
