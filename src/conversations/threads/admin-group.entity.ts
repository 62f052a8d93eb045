import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { bigintId, instant, optionalInstant } from '../../database/columns.js';
import type { ChatId } from '../../kernel/ids.js';

/** A moderators' group: a supergroup with topics. Its chat id changes when Telegram migrates it, its id stays. */
@Entity('admin_groups')
@Unique('admin_groups_chat_id_key', ['chatId'])
export class AdminGroup {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column({ ...bigintId, name: 'chat_id' })
  chatId!: ChatId;

  /** Since when its moderators let it run empty; `draining` follows from this and from the settings. */
  @Column({ ...optionalInstant, name: 'drained_at' })
  drainedAt!: Date | null;

  /** A draining group keeps its threads and gets no new ones. */
  @Column({ type: 'boolean', default: false })
  draining!: boolean;

  @Column({ ...instant, name: 'created_at' })
  createdAt!: Date;
}
