import { AllowPurchases } from './allow-purchases.use-case.js';
import { CloseBlocked } from './close-blocked.handler.js';
import { ClosePagesOf } from './close-pages-of.handler.js';
import { DisputeAlerts } from './dispute-alerts.js';
import { DisputeEvidenceQuery } from './dispute-evidence.query.js';
import { DisputeMirror } from './dispute-mirror.js';
import { DisputesRepository } from './disputes.repository.js';
import { RemindOfDeadlines } from './remind-of-deadlines.cron.js';
import { TellOfBlock } from './tell-of-block.handler.js';
import { TellOfBlockedChange } from './tell-of-blocked-change.handler.js';
import { TellOfBlockedPayment } from './tell-of-blocked-payment.handler.js';
import { TellOfDispute } from './tell-of-dispute.handler.js';

export const offeredDisputes = [AllowPurchases, DisputeEvidenceQuery, DisputesRepository];

export const disputeParts = [
  CloseBlocked,
  ClosePagesOf,
  DisputeAlerts,
  DisputeMirror,
  RemindOfDeadlines,
  TellOfBlock,
  TellOfBlockedChange,
  TellOfBlockedPayment,
  TellOfDispute,
];
