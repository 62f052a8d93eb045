import { Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { bigintId, credits, instant, optionalInstant, optionalText, text } from '../../database/columns.js';
import type { Carried } from './carried.js';
import type { MessageKind } from './message-kind.js';

/**
 * `queued`: on its lane; `short`: kept until the customer has credits; `delivered`: the copy stands;
 * `failed`: Telegram refused it; `dropped`: nobody paid in time; `held`: kept until it is clear who writes;
 * `refused`: we do not pass it on.
 */
export type MessageStatus = 'queued' | 'short' | 'delivered' | 'failed' | 'dropped' | 'held' | 'refused';

/** One message that crosses, with its copy on the other side. Its content stays at Telegram. */
@Entity('messages')
@Unique('messages_source_key', ['chatId', 'messageId'])
@Index('messages_thread_id_idx', ['threadId', 'id'])
@Index('messages_created_at_idx', ['createdAt'])
@Index('messages_copy_idx', { synchronize: false })
@Index('messages_short_idx', { synchronize: false })
export class Message {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column({ ...bigintId, name: 'thread_id' })
  threadId!: number;

  @Column(text)
  direction!: 'from_customer' | 'from_moderator';

  @Column({ ...bigintId, name: 'chat_id' })
  chatId!: number;

  @Column({ ...bigintId, name: 'message_id' })
  messageId!: number;

  @Column(text)
  kind!: MessageKind;

  @Column(text)
  relay!: 'copy' | 'forward';

  @Column({ ...bigintId, name: 'reply_to_message_id', nullable: true })
  replyToMessageId!: number | null;

  @Column({ ...optionalText, name: 'media_group_id' })
  mediaGroupId!: string | null;

  @Column(text)
  status!: MessageStatus;

  @Column(optionalText)
  failure!: string | null;

  @Column({ type: 'jsonb', nullable: true })
  carries!: Carried | null;

  /** Changes with what the message shows; before the colon what changes with its file. */
  @Column({ ...optionalText, name: 'content_key' })
  contentKey!: string | null;

  @Column({ ...credits, default: 0 })
  cost!: number;

  @Column({ ...bigintId, name: 'hold_id', nullable: true })
  holdId!: number | null;

  @Column({ ...bigintId, name: 'copy_chat_id', nullable: true })
  copyChatId!: number | null;

  @Column({ ...bigintId, name: 'copy_message_id', nullable: true })
  copyMessageId!: number | null;

  @Column({ ...bigintId, name: 'author_telegram_id', nullable: true })
  authorTelegramId!: number | null;

  @Column({ ...optionalText, name: 'author_name' })
  authorName!: string | null;

  @Column({ ...instant, name: 'created_at' })
  createdAt!: Date;

  @Column({ ...optionalInstant, name: 'delivered_at' })
  deliveredAt!: Date | null;
}
