import { Injectable } from '@nestjs/common';
import { Holds } from '../../billing/ledger/holds.js';
import type { Tx } from '../../database/db.js';
import { area, type Person, PersonalData, telegramIdSql } from '../../users/privacy/personal-data.js';
import { SpamCards } from '../spam/spam-cards.js';
import { ThreadMoves } from '../threads/thread-moves.js';
import { ThreadsRepository } from '../threads/threads.repository.js';
import { ConversationEraser } from './conversation-eraser.js';

const ofThread = 't.thread_id in (select id from threads where user_id = $1)';

/** The conversation: what was written is at Telegram, here is who wrote when; notes that moderators kept about them. */
@Injectable()
export class ConversationPersonalData extends PersonalData {
  readonly stage = 'conversation';
  readonly areas = [
    area('conversation', 'threads', 't.user_id = $1', ['card_fingerprint', 'assignee_id', 'assignee_name']),
    // Who of the moderators answered is the moderator's own data.
    area('messages', 'messages', ofThread, ['author_telegram_id', 'author_name']),
    area('notes_about_you', 'notes', ofThread, ['author_name']),
    area('reactions', 'reactions', `t.actor_id = ${telegramIdSql}`),
    area('times_of_answers', 'episodes', ofThread),
    area('long_waits', 'escalations', ofThread, ['ended_by']),
    area('your_ratings', 'ratings', ofThread),
    area('messages_of_the_last_minute', 'message_rates', 't.user_id = $1'),
    area('floods', 'floods', 't.user_id = $1'),
    // Which button is right stays ours, and who decided is the moderator's own data.
    area('first_contact', 'first_contacts', 't.user_id = $1', ['answer', 'decided_by']),
    area('further_topics', 'spare_topics', ofThread),
  ];

  constructor(
    private readonly eraser: ConversationEraser,
    private readonly holds: Holds,
    private readonly moves: ThreadMoves,
    private readonly threads: ThreadsRepository,
    private readonly spam: SpamCards,
  ) {
    super();
  }

  async erase(tx: Tx, { userId, telegramId }: Person): Promise<void> {
    // First, as a message that is taken on locks this before its credits and its thread.
    await this.spam.remove(tx, userId);
    await this.eraser.forgetArrivals(tx, userId);
    const thread = await this.eraser.lock(tx, userId);
    if (thread === undefined) return;
    const holds = await this.eraser.dropUnsent(tx, thread.id);
    await this.holds.release(tx, userId, holds);
    await this.eraser.anonymiseMessages(tx, thread.id, telegramId);
    const found = await this.moves.situations.lock(tx, thread.id);
    await this.moves.make(tx, await this.threads.byId(tx, thread.id), found, 'closed', { isTopicDone: true });
    await this.eraser.removeTopics(tx, thread);
  }
}
