import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { bigintId, instant, optionalInstant, optionalText, text } from '../../database/columns.js';
import type { UserId } from '../../kernel/ids.js';

export type ThreadState = 'open' | 'waiting' | 'closed' | 'snoozed';

/** The lasting conversation with one customer; its topic may be deleted and made again. */
@Entity('threads')
@Unique('threads_user_id_key', ['userId'])
@Unique('threads_topic_key', ['adminGroupId', 'topicId'])
export class Thread {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column({ ...bigintId, name: 'user_id' })
  userId!: UserId;

  @Column({ ...bigintId, name: 'admin_group_id' })
  adminGroupId!: number;

  @Column({ ...bigintId, name: 'topic_id', nullable: true })
  topicId!: number | null;

  @Column({ ...text, default: 'open' })
  state!: ThreadState;

  @Column({ ...bigintId, name: 'card_message_id', nullable: true })
  cardMessageId!: number | null;

  @Column({ ...optionalText, name: 'card_fingerprint' })
  cardFingerprint!: string | null;

  @Column({ ...optionalInstant, name: 'card_edited_at' })
  cardEditedAt!: Date | null;

  /** A refresh is on its lane already. */
  @Column({ type: 'boolean', name: 'card_wanted', default: false })
  cardWanted!: boolean;

  @Column({ ...instant, name: 'created_at' })
  createdAt!: Date;
}
