import { Injectable } from '@nestjs/common';
import { AccessRepository } from '../../billing/access/access.repository.js';
import { Holds } from '../../billing/ledger/holds.js';
import { RechargeTrigger } from '../../billing/recharge/recharge-trigger.js';
import type { Tx } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import { SettingsService } from '../../users/settings/settings.service.js';
import { costOf, type MessageKind } from '../messages/message-kind.js';
import { sourceOf } from './message-source.js';

/** Longer than a message stays on its lane when it cannot be delivered: that is about a day. */
const holdLifetimeMs = 48 * 60 * 60 * 1_000;

/** What a message costs, and setting that aside. */
@Injectable()
export class Charging {
  constructor(
    private readonly settings: SettingsService,
    private readonly access: AccessRepository,
    private readonly holds: Holds,
    private readonly recharge: RechargeTrigger,
    private readonly clock: Clock,
  ) {}

  /** Nothing while a pass or a subscription runs; throws `NotEnoughCredits` and holds nothing. */
  async hold(
    tx: Tx,
    userId: UserId,
    message: { messageId: number; kind: MessageKind },
  ): Promise<{ cost: number; holdId: number | null }> {
    if ((await this.access.running(tx, userId)) !== undefined) return { cost: 0, holdId: null };
    const cost = await this.costOf(tx, message.kind);
    if (cost === 0) return { cost, holdId: null };
    const source = sourceOf(userId, message.messageId);
    const expiresAt = new Date(this.clock.now().getTime() + holdLifetimeMs);
    const reason = message.kind;
    return { cost, holdId: await this.holds.open(tx, { userId, amount: cost, source, reason }, expiresAt) };
  }

  async costOf(tx: Tx, kind: MessageKind): Promise<number> {
    return costOf(kind, await this.settings.current(tx));
  }

  /** A message has to wait for credits: nothing was spent, yet it is time to ask whether more are to be bought. */
  topUp(tx: Tx, userId: UserId): Promise<void> {
    return this.recharge.check(tx, userId);
  }

  async relayMode(tx: Tx, hasOrigin: boolean): Promise<'copy' | 'forward'> {
    const { relay_mode: mode } = await this.settings.current(tx);
    return hasOrigin ? 'forward' : mode;
  }
}
