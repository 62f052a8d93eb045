import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/db.js';
import { Note } from './note.entity.js';

export interface ShownNote {
  readonly author: string;
  readonly body: string;
  readonly at: Date;
}

@Injectable()
export class NotesQuery {
  /** Newest first. */
  async latest(db: Db, threadId: number, count = 10): Promise<ShownNote[]> {
    const notes = await db.manager.find(Note, { where: { threadId }, order: { id: 'DESC' }, take: count });
    return notes.map(({ authorName: author, body, createdAt: at }) => ({ author, body, at }));
  }
}
