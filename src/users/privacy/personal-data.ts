import type { Db, Tx } from '../../database/db.js';
import type { TelegramId, UserId } from '../../kernel/ids.js';

/** Whose data: our own id, which stays in the books, and Telegram's, which goes. */
export interface Person {
  readonly userId: UserId;
  readonly telegramId: TelegramId;
}

/** One kind of thing that is stored about people, as the file of an export shows it. */
export interface PersonalArea {
  /** Its name in the file. */
  readonly area: string;
  readonly table: string;
  /** One column `row` with everything that may be shown; `$1` is the user's id. */
  readonly sql: string;
}

/**
 * In this order everything is erased: what locks purchases before what locks the credit account, and the profile after
 * what finds its rows by it. Reasons come last: the journals let nobody change them before the profile is gone.
 */
export const eraseOrder = ['purchases', 'conversation', 'credits', 'traces', 'profile', 'reasons'] as const;

/** In place of what somebody typed about a person who had their data erased. */
export const blanked = '[erased]';

/**
 * What one room stores about people. Found by `PersonalDataSources` wherever it is provided, so that a room that keeps
 * something new changes nothing here.
 */
export abstract class PersonalData {
  abstract readonly stage: (typeof eraseOrder)[number];
  abstract readonly areas: readonly PersonalArea[];

  /** Why nothing can be erased yet: a plan that would go on charging. */
  obstacle(_db: Db, _userId: UserId): Promise<'plan' | undefined> {
    return Promise.resolve(undefined);
  }

  /** Removes whatever names the person. Runs twice: at once, and for what was on its way then. */
  abstract erase(tx: Tx, person: Person): Promise<void>;
}

/** All columns of the rows that belong to the person, but for those about somebody else. */
export function area(
  name: string,
  table: string,
  where: string,
  hidden: readonly string[] = [],
): PersonalArea {
  const shown = hidden.length === 0 ? 'to_jsonb(t)' : `to_jsonb(t) - '{${hidden.join(',')}}'::text[]`;
  return { area: name, table, sql: `select ${shown} as row from ${table} t where ${where}` };
}

/** Telegram's id of the person, for tables that know nothing else. */
export const telegramIdSql = '(select telegram_id from users where id = $1)';
