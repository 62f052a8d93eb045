import { ChangeContent } from './change-content.use-case.js';
import { ContentFiguresQuery } from './content-figures.query.js';
import { ContentItemsRepository } from './content-items.repository.js';
import { ContentUnlocksRepository } from './content-unlocks.repository.js';
import { DeliverContent } from './deliver-content.use-case.js';
import { DeliveryEffects } from './delivery-effects.js';
import { DropUnpaidUnlocks } from './drop-unpaid-unlocks.use-case.js';
import { LockContent } from './lock-content.use-case.js';
import { ReleaseUnlocks } from './release-unlocks.use-case.js';
import { UnlockContent } from './unlock-content.use-case.js';
import { UnlockPayment } from './unlock-payment.js';

/** What other rooms use of locked content. */
export const offeredContent = [
  ChangeContent,
  ContentFiguresQuery,
  ContentItemsRepository,
  ContentUnlocksRepository,
  DeliverContent,
  DropUnpaidUnlocks,
  LockContent,
  ReleaseUnlocks,
  UnlockContent,
];

/** What works behind it. */
export const contentParts = [DeliveryEffects, UnlockPayment];
