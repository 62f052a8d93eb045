import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { Jobs } from '../../jobs/background/jobs.js';
import { Clock } from '../../kernel/clock.js';
import { positionDue } from '../conversations.jobs.js';
import type { Message } from '../messages/message.entity.js';
import { MessagesRepository } from '../messages/messages.repository.js';
import type { EditedContent } from '../topic-gateway.js';
import { EditLane } from './edit-lane.js';

export interface Edit {
  readonly chatId: number;
  readonly messageId: number;
  readonly content: EditedContent;
  readonly contentKey: string;
}

/** Phones report a moving position every few seconds; the group's budget is for messages first. */
const positionPauseMs = 10_000;

/** Somebody edited a message: its copy follows. */
@Injectable()
export class SyncEdit {
  constructor(
    private readonly transactor: Transactor,
    private readonly messages: MessagesRepository,
    private readonly lane: EditLane,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  async execute(edit: Edit): Promise<'queued' | 'nothing-to-edit'> {
    const message = await this.messages.bySource(this.transactor.reader, edit.chatId, edit.messageId);
    // Bot API: an edit is also reported when nothing that people see has changed.
    if (message === null || message.contentKey === edit.contentKey) return 'nothing-to-edit';
    return this.transactor.run(async (tx) => {
      await this.messages.setContentKey(tx, message.id, edit.contentKey);
      const position = edit.content.type === 'location' ? edit.content.position : null;
      if (position !== null)
        await this.messages.setCarried(tx, message.id, { ...message.carries, live: position });
      // One that still waits for credits will be copied as it stands then.
      if (message.status !== 'queued' && message.status !== 'delivered') return 'nothing-to-edit';
      await this.follow(tx, message, edit, position !== null);
      return 'queued';
    });
  }

  private follow(tx: Tx, message: Message, edit: Edit, isMoving: boolean): Promise<void> {
    const content = withoutOldFile(message, edit);
    const payload = { threadId: message.threadId, message: message.id, content };
    if (!isMoving) return this.lane.send(tx, payload);
    // Of all positions in a while the last one goes out.
    const runAt = new Date(this.clock.now().getTime() + positionPauseMs);
    const key = { jobKey: `position:${message.id}`, jobKeyMode: 'preserve_run_at', runAt } as const;
    return this.jobs.enqueue(tx, positionDue, payload, key);
  }
}

/** Only a new file is worth more than a new caption. */
function withoutOldFile(message: Message, { content, contentKey }: Edit): EditedContent {
  if (content.type !== 'caption') return content;
  const isSameFile = message.contentKey?.split(':', 1)[0] === contentKey.split(':', 1)[0];
  const { type, caption, entities } = content;
  return isSameFile || message.contentKey === null ? { type, caption, entities } : content;
}
