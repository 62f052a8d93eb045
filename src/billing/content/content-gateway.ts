import type { Tx } from '../../database/db.js';
import type { TelegramId } from '../../kernel/ids.js';
import type { ContentSource } from './content-item.js';

/**
 * Telegram, as content needs it. Refusals come as `ContentUndeliverable`; `TryLater` and outside trouble pass through
 * to the lane.
 */
export abstract class ContentGateway {
  /** Puts a delivery on the customer's lane, behind everything that they are still to receive. */
  abstract queue(tx: Tx, telegramId: TelegramId, unlockId: number): Promise<void>;
  /** Whether a further copy may be sent now; asked for one it is yes, and then no for a minute. */
  abstract mayRepeat(tx: Tx, unlockId: number): Promise<boolean>;
  /** One call shows everything. Without `whole` what is left of an album is better than nothing. */
  abstract deliver(telegramId: TelegramId, source: ContentSource, whole: boolean): Promise<void>;
}
