import { Injectable } from '@nestjs/common';
import { Reader } from '../../database/reader.js';
import { Clock } from '../../kernel/clock.js';
import type { MessagePlace } from './pay-messages.repository.js';

/** What the answer to a message of the bot's own is for. */
export interface GroupQuestion {
  readonly about: 'setting' | 'note';
  readonly subject: Readonly<Record<string, unknown>>;
}

/** The bot's messages in a group that ask for an answer. Nothing else tells that a reply is meant for the bot. */
@Injectable()
export class GroupQuestionsRepository {
  constructor(
    private readonly reader: Reader,
    private readonly clock: Clock,
  ) {}

  async ask({ chatId, messageId }: MessagePlace, { about, subject }: GroupQuestion): Promise<void> {
    await this.reader.query(
      `insert into group_questions (chat_id, message_id, about, subject, asked_at) values ($1, $2, $3, $4, $5)
       on conflict (chat_id, message_id) do update set about = excluded.about, subject = excluded.subject,
         asked_at = excluded.asked_at`,
      [chatId, messageId, about, JSON.stringify(subject), this.clock.now()],
    );
  }

  async at({ chatId, messageId }: MessagePlace): Promise<GroupQuestion | undefined> {
    const [question] = await this.reader.query<GroupQuestion>(
      `select about, subject from group_questions where chat_id = $1 and message_id = $2`,
      [chatId, messageId],
    );
    return question;
  }
}
