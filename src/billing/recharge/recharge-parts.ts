import { SettleRecharge } from '../use-cases/settle-recharge.use-case.js';
import { StopAutoRecharge } from '../use-cases/stop-auto-recharge.use-case.js';
import { SyncSavedCard } from '../use-cases/sync-saved-card.use-case.js';
import { TurnOnAutoRecharge } from '../use-cases/turn-on-auto-recharge.use-case.js';
import { ChargeRecharge } from '../use-cases/charge-recharge.use-case.js';
import { AutoRechargesRepository } from './auto-recharges.repository.js';
import { CancelCharge } from './cancel-charge.handler.js';
import { CheckRecharge } from './check-recharge.handler.js';
import { CloseReplaced } from './close-replaced.handler.js';
import { LapseRecharge } from './lapse-recharge.handler.js';
import { RechargeAttemptsRepository } from './recharge-attempts.repository.js';
import { RechargeClaims } from './recharge-claims.js';
import { RechargeHoldback } from './recharge-holdback.js';
import { RechargeOpener } from './recharge-opener.js';
import { RechargePositionQuery } from './recharge-position.query.js';
import { RechargeResults } from './recharge-results.js';
import { RechargeSetbacks } from './recharge-setbacks.js';
import { RechargeStatusQuery } from './recharge-status.query.js';
import { RechargeSwitch } from './recharge-switch.js';
import { RechargeTrigger } from './recharge-trigger.js';
import { RememberCard } from './remember-card.handler.js';
import { StopAfterDispute } from './stop-after-dispute.handler.js';
import { StopAfterRefund } from './stop-after-refund.handler.js';

/** What other rooms use of auto-recharge. */
export const offeredRecharge = [
  RechargeAttemptsRepository,
  RechargeStatusQuery,
  RechargeTrigger,
  SettleRecharge,
  StopAutoRecharge,
  SyncSavedCard,
  TurnOnAutoRecharge,
];

/** What works behind it. */
export const rechargeParts = [
  AutoRechargesRepository,
  CancelCharge,
  ChargeRecharge,
  CheckRecharge,
  CloseReplaced,
  LapseRecharge,
  RechargeClaims,
  RechargeHoldback,
  RechargeOpener,
  RechargePositionQuery,
  RechargeResults,
  RechargeSetbacks,
  RechargeSwitch,
  RememberCard,
  StopAfterDispute,
  StopAfterRefund,
];
