import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { bigintId, instant, optionalInstant, optionalText, text } from '../../database/columns.js';
import type { UserId } from '../../kernel/ids.js';

/** `open`: the customer wrote last and waits for us; `waiting`: we wrote last and wait for them. */
export type ThreadState = 'open' | 'waiting' | 'closed' | 'snoozed';

/** What a topic shows in the list of topics: the state of its conversation, unless the customer cannot be talked to. */
export type TopicMark = ThreadState | 'blocked' | 'banned';

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

  @Column({ ...instant, name: 'state_since', default: () => 'now()' })
  stateSince!: Date;

  /** The oldest moment from which the customer has had no answer; null while nobody waits for us. */
  @Column({ ...optionalInstant, name: 'waiting_since' })
  waitingSince!: Date | null;

  @Column({ ...optionalInstant, name: 'snoozed_until' })
  snoozedUntil!: Date | null;

  /** What icon and name of the topic show. */
  @Column({ ...optionalText, name: 'topic_mark' })
  topicMark!: TopicMark | null;

  /** Who takes care of it, by their Telegram id; null: everybody. */
  @Column({ ...bigintId, name: 'assignee_id', nullable: true })
  assigneeId!: number | null;

  @Column({ ...optionalText, name: 'assignee_name' })
  assigneeName!: string | null;

  /** Moderators' messages arrive without a sound. */
  @Column({ type: 'boolean', name: 'is_silent', default: false })
  isSilent!: boolean;

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
