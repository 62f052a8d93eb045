import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { announce } from '../../jobs/background/announce.js';
import { contactAsked } from '../conversations.jobs.js';
import type { Contact } from './contact.js';
import { FirstContactsRepository } from './first-contacts.repository.js';
import { drawAnswer } from './question.js';

/** The questions that somebody unknown is asked; the number of each tells the buttons of an older one. */
@Injectable()
export class Questions {
  constructor(private readonly contacts: FirstContactsRepository) {}

  /** Draws the next one, for whoever shows it in place of the one before. */
  async next(tx: Tx, { userId, question, answer: before }: Contact, wrong = 0): Promise<AskedQuestion> {
    const answer = drawAnswer(before);
    await this.contacts.ask(tx, userId, answer, wrong);
    return { question: question + 1, answer };
  }

  /** The next one, as a message of its own. */
  async send(tx: Tx, contact: Contact): Promise<void> {
    const { question } = await this.next(tx, contact);
    await announce(tx, contactAsked, { userId: contact.userId, question });
  }
}

export interface AskedQuestion {
  readonly question: number;
  readonly answer: number;
}
