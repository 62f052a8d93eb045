import { Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { bigintId, instant, text } from '../../database/columns.js';

@Entity('notes')
@Unique('notes_source_key', ['chatId', 'messageId'])
@Index('notes_thread_id_idx', ['threadId', 'id'])
export class Note {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column({ ...bigintId, name: 'thread_id' })
  threadId!: number;

  @Column({ ...bigintId, name: 'chat_id' })
  chatId!: number;

  @Column({ ...bigintId, name: 'message_id' })
  messageId!: number;

  @Column({ ...text, name: 'author_name' })
  authorName!: string;

  @Column(text)
  body!: string;

  @Column({ ...instant, name: 'created_at' })
  createdAt!: Date;
}
