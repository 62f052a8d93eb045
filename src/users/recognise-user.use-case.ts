import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/db.js';
import { Reader } from '../database/reader.js';
import { Transactor } from '../database/transactor.js';
import { announce } from '../jobs/background/announce.js';
import { Clock } from '../kernel/clock.js';
import type { UserId } from '../kernel/ids.js';
import { ErasedPeopleRepository } from './privacy/erased-people.repository.js';
import { userArrived, userReturned } from './users.jobs.js';
import type { User } from './user.entity.js';
import { type TelegramProfile, UsersRepository } from './users.repository.js';

export interface Recognised {
  readonly user: User;
  readonly isNew: boolean;
}

/** Finds or adds the person behind an update, keeps their names current, notes where a new one came from. */
@Injectable()
export class RecogniseUser {
  constructor(
    private readonly transactor: Transactor,
    private readonly reader: Reader,
    private readonly users: UsersRepository,
    private readonly erased: ErasedPeopleRepository,
    private readonly clock: Clock,
  ) {}

  async execute(profile: TelegramProfile, source: string | null = null): Promise<Recognised> {
    const known = await this.users.byTelegramId(this.reader, profile.telegramId);
    if (known !== null && isCurrent(known, profile)) return { user: known, isNew: false };
    return this.transactor.run(async (tx) => {
      const now = this.clock.now();
      if (known === null) {
        const id = await this.users.insert(tx, profile, source, now);
        if (id !== null) await this.arrived(tx, id, profile);
      } else {
        await this.users.refresh(tx, known.id, profile, now);
        if (known.reach !== 'reachable') await announce(tx, userReturned, { userId: known.id });
      }
      const user = await this.users.byTelegramId(tx, profile.telegramId);
      if (user === null) throw new Error('a user vanished while being recognised');
      return { user, isNew: known === null };
    });
  }

  private async arrived(tx: Tx, userId: UserId, { telegramId }: TelegramProfile): Promise<void> {
    const before = await this.erased.find(tx, telegramId);
    if (before !== undefined) await this.users.markReturning(tx, userId, before.isBanned, this.clock.now());
    await announce(tx, userArrived, { userId });
  }
}

function isCurrent(user: User, profile: TelegramProfile): boolean {
  return (
    user.reach === 'reachable' &&
    user.firstName === profile.firstName &&
    user.lastName === profile.lastName &&
    user.username === profile.username &&
    user.languageCode === profile.languageCode
  );
}
