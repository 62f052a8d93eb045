import type { MigrationInterface } from 'typeorm';
import { CreateLanes1764100000001 } from '../../migrations/1764100000001-create-lanes.js';
import { CreateBackgroundJobs1764100000002 } from '../../migrations/1764100000002-create-background-jobs.js';
import { CreateUsers1764100000003 } from '../../migrations/1764100000003-create-users.js';
import { CreateLedger1764100000004 } from '../../migrations/1764100000004-create-ledger.js';
import { CreateSales1764100000005 } from '../../migrations/1764100000005-create-sales.js';
import { FillCatalogue1764100000006 } from '../../migrations/1764100000006-fill-catalogue.js';
import { CreateConversations1764100000007 } from '../../migrations/1764100000007-create-conversations.js';
import { CreateTelegramEdge1764100000008 } from '../../migrations/1764100000008-create-telegram-edge.js';
import { CreateStripeInbox1764100000009 } from '../../migrations/1764100000009-create-stripe-inbox.js';
import { CreateDailyFigures1764100000010 } from '../../migrations/1764100000010-create-daily-figures.js';
import { AddDisputedAmount1764100000011 } from '../../migrations/1764100000011-add-disputed-amount.js';
import { CompleteLedger1764100000012 } from '../../migrations/1764100000012-complete-ledger.js';
import { CheckAndLightenLedger1764100000013 } from '../../migrations/1764100000013-check-and-lighten-ledger.js';
import { FollowSubscriptions1764100000014 } from '../../migrations/1764100000014-follow-subscriptions.js';
import { CreateAccessReminders1764100000015 } from '../../migrations/1764100000015-create-access-reminders.js';
import { CreateAutoRecharge1764100000016 } from '../../migrations/1764100000016-create-auto-recharge.js';
import { AddCardSavingPurchases1764100000017 } from '../../migrations/1764100000017-add-card-saving-purchases.js';
import { SellForStars1764100000018 } from '../../migrations/1764100000018-sell-for-stars.js';
import { CreateStarCursors1764100000019 } from '../../migrations/1764100000019-create-star-cursors.js';
import { CreateProviderPrices1764100000020 } from '../../migrations/1764100000020-create-provider-prices.js';
import { CreatePayMessages1764100000022 } from '../../migrations/1764100000022-create-pay-messages.js';
import { CreateRefundRequests1764100000024 } from '../../migrations/1764100000024-create-refund-requests.js';
import { CreateFraudWarnings1764100000025 } from '../../migrations/1764100000025-create-fraud-warnings.js';
import { CreateContent1764100000026 } from '../../migrations/1764100000026-create-content.js';
import { CompleteContent1764100000027 } from '../../migrations/1764100000027-complete-content.js';
import { CreateReconciliation1764100000028 } from '../../migrations/1764100000028-create-reconciliation.js';
import { NameLedgerDomains1764100000029 } from '../../migrations/1764100000029-name-ledger-domains.js';
import { CreateDisputes1764100000031 } from '../../migrations/1764100000031-create-disputes.js';
import { CreateFailedPayments1764100000032 } from '../../migrations/1764100000032-create-failed-payments.js';
import { FollowConversations1764100000033 } from '../../migrations/1764100000033-follow-conversations.js';
import { CreateEpisodes1764100000034 } from '../../migrations/1764100000034-create-episodes.js';
import { CreateReactions1764100000035 } from '../../migrations/1764100000035-create-reactions.js';
import { WidenBridge1764100000036 } from '../../migrations/1764100000036-widen-bridge.js';
import { CreateSpareTopics1764100000037 } from '../../migrations/1764100000037-create-spare-topics.js';
import { CreateGroupQuestions1764100000038 } from '../../migrations/1764100000038-create-group-questions.js';
import { CreateTeam1764100000039 } from '../../migrations/1764100000039-create-team.js';
import { ErasePeople1764100000040 } from '../../migrations/1764100000040-erase-people.js';
import { CreateRatings1764100000041 } from '../../migrations/1764100000041-create-ratings.js';
import { LimitFloods1764100000042 } from '../../migrations/1764100000042-limit-floods.js';
import { CheckFirstContacts1764100000043 } from '../../migrations/1764100000043-check-first-contacts.js';
import { EndPlansWithRefunds1764100000045 } from '../../migrations/1764100000045-end-plans-with-refunds.js';
import { ClosePages1764100000046 } from '../../migrations/1764100000046-close-pages.js';
import { KeepStandingNotices1764100000047 } from '../../migrations/1764100000047-keep-standing-notices.js';
import { MarkOpenLots1764100000048 } from '../../migrations/1764100000048-mark-open-lots.js';
import { CountCreditsThatComeBack1764100000049 } from '../../migrations/1764100000049-count-credits-that-come-back.js';
import { TrustLedgerStatements1764100000050 } from '../../migrations/1764100000050-trust-ledger-statements.js';
import { NameCreditDomains1764100000051 } from '../../migrations/1764100000051-name-credit-domains.js';
import { RefuseAsLast1764100000052 } from '../../migrations/1764100000052-refuse-as-last.js';
import { EraseReasons1764100000056 } from '../../migrations/1764100000056-erase-reasons.js';
import { ShowHeldMessages1764100000057 } from '../../migrations/1764100000057-show-held-messages.js';

/** Every migration in order. Listed by hand so that compiled code, tests and the command line see the same ones. */
export const migrations: (new () => MigrationInterface)[] = [
  CreateLanes1764100000001,
  CreateBackgroundJobs1764100000002,
  CreateUsers1764100000003,
  CreateLedger1764100000004,
  CreateSales1764100000005,
  FillCatalogue1764100000006,
  CreateConversations1764100000007,
  CreateTelegramEdge1764100000008,
  CreateStripeInbox1764100000009,
  CreateDailyFigures1764100000010,
  AddDisputedAmount1764100000011,
  CompleteLedger1764100000012,
  CheckAndLightenLedger1764100000013,
  FollowSubscriptions1764100000014,
  CreateAccessReminders1764100000015,
  CreateAutoRecharge1764100000016,
  AddCardSavingPurchases1764100000017,
  SellForStars1764100000018,
  CreateStarCursors1764100000019,
  CreateProviderPrices1764100000020,
  CreatePayMessages1764100000022,
  CreateRefundRequests1764100000024,
  CreateFraudWarnings1764100000025,
  CreateContent1764100000026,
  CompleteContent1764100000027,
  CreateReconciliation1764100000028,
  NameLedgerDomains1764100000029,
  CreateDisputes1764100000031,
  CreateFailedPayments1764100000032,
  FollowConversations1764100000033,
  CreateEpisodes1764100000034,
  CreateReactions1764100000035,
  WidenBridge1764100000036,
  CreateSpareTopics1764100000037,
  CreateGroupQuestions1764100000038,
  CreateTeam1764100000039,
  ErasePeople1764100000040,
  CreateRatings1764100000041,
  LimitFloods1764100000042,
  CheckFirstContacts1764100000043,
  EndPlansWithRefunds1764100000045,
  ClosePages1764100000046,
  KeepStandingNotices1764100000047,
  MarkOpenLots1764100000048,
  CountCreditsThatComeBack1764100000049,
  TrustLedgerStatements1764100000050,
  NameCreditDomains1764100000051,
  RefuseAsLast1764100000052,
  EraseReasons1764100000056,
  ShowHeldMessages1764100000057,
];
