import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import type { UserId } from '../../kernel/ids.js';
import { UsersRepository } from '../../users/users.repository.js';
import { PayerEraser } from './payer-eraser.js';

/** A page that was paid at the moment of an erasure names the person at the provider again. */
@Injectable()
export class LatePayer {
  constructor(
    private readonly transactor: Transactor,
    private readonly users: UsersRepository,
    private readonly eraser: PayerEraser,
  ) {}

  async forget(userId: UserId): Promise<void> {
    if ((await this.users.byId(this.transactor.reader, userId)).telegramId !== null) return;
    await this.transactor.run((tx) => this.eraser.leave(tx, userId));
  }
}
