import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { bigintId, instant, optionalInstant, optionalText, text } from '../database/columns.js';
import type { TelegramId, UserId } from '../kernel/ids.js';

/** Whether the bot can write to the person. Bot API: 403 texts and `my_chat_member` tell. */
export type Reach = 'reachable' | 'blocked_bot' | 'deactivated';

/** A customer: anybody who ever wrote to the bot or pressed its buttons. */
@Entity('users')
@Unique('users_telegram_id_key', ['telegramId'])
export class User {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: UserId;

  @Column({ ...bigintId, name: 'telegram_id', nullable: true })
  telegramId!: TelegramId | null;

  @Column({ ...text, name: 'first_name', default: '' })
  firstName!: string;

  @Column({ ...optionalText, name: 'last_name' })
  lastName!: string | null;

  @Column(optionalText)
  username!: string | null;

  @Column({ ...optionalText, name: 'language_code' })
  languageCode!: string | null;

  @Column({ ...optionalText, name: 'chosen_language' })
  chosenLanguage!: string | null;

  @Column(optionalText)
  source!: string | null;

  @Column({ ...text, default: 'reachable' })
  reach!: Reach;

  @Column({ ...optionalInstant, name: 'banned_at' })
  bannedAt!: Date | null;

  @Column({ ...optionalText, name: 'ban_reason' })
  banReason!: string | null;

  /** Had their data erased before, so what is given once in a lifetime was given already. */
  @Column({ type: 'boolean', name: 'is_returning', default: false })
  isReturning!: boolean;

  @Column({ ...instant, name: 'created_at' })
  createdAt!: Date;

  @Column({ ...instant, name: 'updated_at' })
  updatedAt!: Date;
}
