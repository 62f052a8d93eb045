import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';

export interface AlbumPart {
  readonly chatId: number;
  readonly messageId: number;
  readonly mediaGroupId: string;
  /** Its caption begins with //. */
  readonly isNote: boolean;
}

export interface Album {
  readonly messageIds: readonly number[];
  readonly isNote: boolean;
}

/** Moderators' albums. Bot API: parts arrive one by one, and a reply names one of them only. */
@Injectable()
export class GroupAlbums {
  constructor(private readonly transactor: Transactor) {}

  /**
   * Remembers a part; true when the album is a note. One caption usually stands for all parts, so a note takes back
   * those that wait to be sent to the customer.
   */
  keep({ chatId, messageId, mediaGroupId, isNote }: AlbumPart): Promise<boolean> {
    return this.transactor.run(async (tx) => {
      await tx.query(
        `insert into group_album_parts (chat_id, message_id, media_group_id, is_note) values ($1, $2, $3, $4)
         on conflict (chat_id, message_id) do nothing`,
        [chatId, messageId, mediaGroupId, isNote],
      );
      if (!isNote) return (await this.of(tx, chatId, mediaGroupId)).isNote;
      await tx.query(
        `delete from messages where chat_id = $1 and media_group_id = $2 and direction = 'from_moderator'
           and status = 'queued'`,
        [chatId, mediaGroupId],
      );
      return true;
    });
  }

  async of(db: Db, chatId: number, mediaGroupId: string): Promise<Album> {
    const parts = await db.query<{ messageId: number; isNote: boolean }>(
      `select message_id as "messageId", is_note as "isNote" from group_album_parts
       where chat_id = $1 and media_group_id = $2 order by message_id`,
      [chatId, mediaGroupId],
    );
    return {
      messageIds: parts.map(({ messageId }) => messageId),
      isNote: parts.some(({ isNote }) => isNote),
    };
  }
}
