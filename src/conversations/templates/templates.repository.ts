import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import type { Language } from '../../users/language.js';

export interface ReplyTemplate {
  readonly name: string;
  readonly language: Language;
  readonly body: string;
}

const selectTemplates = `select name, language, body from reply_templates`;

/** Texts that moderators send again and again, each in one or more languages. */
@Injectable()
export class TemplatesRepository {
  constructor(private readonly clock: Clock) {}

  all(db: Db): Promise<ReplyTemplate[]> {
    return db.query<ReplyTemplate>(`${selectTemplates} order by name, language`);
  }

  named(db: Db, name: string): Promise<ReplyTemplate[]> {
    return db.query<ReplyTemplate>(`${selectTemplates} where name = $1 order by language`, [name]);
  }

  /** Changes wait for each other, so that each knows what it replaces. */
  async lock(tx: Tx): Promise<void> {
    await tx.query(`lock table reply_templates in share row exclusive mode`);
  }

  /** Null takes it away. */
  async put(tx: Tx, name: string, language: Language, body: string | null): Promise<void> {
    if (body === null) {
      await tx.query(`delete from reply_templates where name = $1 and language = $2`, [name, language]);
      return;
    }
    await tx.query(
      `insert into reply_templates (name, language, body, updated_at) values ($1, $2, $3, $4)
       on conflict (name, language) do update set body = excluded.body, updated_at = excluded.updated_at`,
      [name, language, body, this.clock.now()],
    );
  }
}

/** In the customer's language, else in English, else in the one there is. */
export function inLanguage(
  variants: readonly ReplyTemplate[],
  language: Language,
): ReplyTemplate | undefined {
  const of = (wanted: Language): ReplyTemplate | undefined =>
    variants.find((variant) => variant.language === wanted);
  return of(language) ?? of('en') ?? variants[0];
}
