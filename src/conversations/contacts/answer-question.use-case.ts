import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import { ThreadsRepository } from '../threads/threads.repository.js';
import type { Contact } from './contact.js';
import { ContactDecision } from './contact-decision.js';
import { mostWrong, pauseMs } from './question.js';
import { type AskedQuestion, Questions } from './questions.js';

export interface Answer {
  readonly userId: UserId;
  /** The question under which the button stood. */
  readonly question: number;
  /** The button, from 0; null: asks for another question after a pause. */
  readonly choice: number | null;
}

export type AnswerOutcome =
  /** Nobody is asked anything, or not any more. */
  | { readonly kind: 'over' }
  | { readonly kind: 'admitted'; readonly lastMessage: number | null }
  /** The question that stands now; `old`: the pressed one was another. */
  | ({ readonly kind: 'wrong' | 'old' | 'again' } & AskedQuestion)
  | { readonly kind: 'paused'; readonly until: Date };

/** Somebody unknown presses a button under their question: the right one lets everything through that was held. */
@Injectable()
export class AnswerQuestion {
  constructor(
    private readonly transactor: Transactor,
    private readonly threads: ThreadsRepository,
    private readonly decision: ContactDecision,
    private readonly questions: Questions,
    private readonly clock: Clock,
  ) {}

  execute(press: Answer): Promise<AnswerOutcome> {
    return this.transactor.run(async (tx) => {
      const contact = await this.decision.contacts.lock(tx, press.userId);
      if (contact === undefined) return { kind: 'over' };
      // The same press once more, after a crash, finds it done.
      if (contact.outcome === 'answered') return { kind: 'admitted', lastMessage: null };
      if (contact.outcome !== null || contact.answer === null) return { kind: 'over' };
      return this.judge(tx, contact, contact.answer, press);
    });
  }

  private async judge(
    tx: Tx,
    contact: Contact,
    answer: number,
    { question, choice }: Answer,
  ): Promise<AnswerOutcome> {
    const now = this.clock.now();
    const { pausedUntil } = contact;
    if (pausedUntil !== null && pausedUntil > now) return { kind: 'paused', until: pausedUntil };
    if (pausedUntil !== null) return { kind: 'again', ...(await this.questions.next(tx, contact)) };
    if (question !== contact.question || choice === null) {
      return { kind: 'old', question: contact.question, answer };
    }
    if (choice === answer) return this.admit(tx, contact);
    const wrong = contact.wrong + 1;
    if (wrong < mostWrong) return { kind: 'wrong', ...(await this.questions.next(tx, contact, wrong)) };
    const until = new Date(now.getTime() + pauseMs);
    await this.decision.contacts.pause(tx, contact.userId, until);
    return { kind: 'paused', until };
  }

  private async admit(tx: Tx, { userId }: Contact): Promise<AnswerOutcome> {
    const thread = await this.threads.open(tx, userId);
    const admitted = await this.decision.admit(tx, thread, 'answered');
    return { kind: 'admitted', lastMessage: admitted?.lastMessage ?? null };
  }
}
