import { Injectable } from '@nestjs/common';
import { MessagesRepository } from '../../conversations/messages/messages.repository.js';
import type { ThreadPlace } from '../../conversations/threads/threads.repository.js';
import { Transactor } from '../../database/transactor.js';
import { deskTexts } from '../views/desk.view.js';
import { GroupQuestionsRepository } from './group-questions.repository.js';
import { Outbox } from './outbox.js';

/** Asks in a topic for a note; the answer to that message is one. */
@Injectable()
export class NoteQuestions {
  constructor(
    private readonly transactor: Transactor,
    private readonly outbox: Outbox,
    private readonly questions: GroupQuestionsRepository,
    private readonly messages: MessagesRepository,
  ) {}

  /** Once per press. */
  async ask(thread: ThreadPlace, pressId: string): Promise<void> {
    await this.transactor.run(async (tx) => {
      if (!(await this.outbox.once(tx, `note-question:${pressId}`))) return;
      const question = { about: 'note' as const, subject: { threadId: thread.id } };
      await this.outbox.askInTopic(tx, thread, { text: deskTexts.noteQuestion }, question);
    });
  }

  /** Whose note a message of the bot's own asks for; undefined when it asks for none. */
  async threadAt(chatId: number, messageId: number): Promise<number | undefined> {
    const question = await this.questions.at({ chatId, messageId });
    return question?.about === 'note' ? Number(question.subject['threadId']) : undefined;
  }

  /**
   * Whether a message of the bot's own is a question whose place is not known: Telegram's answer is still on its way,
   * or got lost and the question was asked again. An answer to it must not cross either.
   */
  async isUnplaced(chatId: number, messageId: number, text: string | undefined): Promise<boolean> {
    if (text !== deskTexts.noteQuestion) return false;
    // A customer may have written the very same words.
    return (await this.messages.counterpart(this.transactor.reader, chatId, messageId)) === undefined;
  }
}
