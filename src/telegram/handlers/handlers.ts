import { AnswerPreCheckout } from '../stars/answer-pre-checkout.handler.js';
import { ReconcileStars } from '../stars/reconcile-stars.cron.js';
import { AdmitPayerHandler } from './admit-payer.handler.js';
import { AutoRechargeStoppedHandler } from './auto-recharge-stopped.handler.js';
import { BalanceNoticesHandler } from './balance-notices.handler.js';
import { BillingAlertsHandler } from './billing-alerts.handler.js';
import { CardDueHandler } from './card-due.handler.js';
import { CardEventsHandler } from './card-events.handler.js';
import { ContactApprovedHandler } from './contact-approved.handler.js';
import { ContactHeldHandler } from './contact-held.handler.js';
import { ContactExpiredHandler } from './contact-expired.handler.js';
import { ContactQuestionHandler } from './contact-question.handler.js';
import { ContentFailedHandler } from './content-failed.handler.js';
import { ContentOfferedHandler } from './content-offered.handler.js';
import { CardSavedHandler } from './card-saved.handler.js';
import { CatalogPublishedHandler } from './catalog-published.handler.js';
import { ContentUnlockedHandler } from './content-unlocked.handler.js';
import { ConversationSilentHandler } from './conversation-silent.handler.js';
import { CustomerNotices } from './customer-notices.js';
import { DeclinedNoticeHandler } from './declined-notice.handler.js';
import { DeletionFailedHandler } from './deletion-failed.handler.js';
import { DeliverContentHandler } from './deliver-content.handler.js';
import { DeliveryFailedHandler } from './delivery-failed.handler.js';
import { DropUnpaidHandler } from './drop-unpaid.handler.js';
import { DropUnpaidUnlocksHandler } from './drop-unpaid-unlocks.handler.js';
import { DroppedNoticeHandler } from './dropped-notice.handler.js';
import { AskForRatingHandler } from './ask-for-rating.handler.js';
import { ConversationRatedHandler } from './conversation-rated.handler.js';
import { RatingCommentedHandler } from './rating-commented.handler.js';
import { SendExportHandler } from '../privacy/send-export.handler.js';
import { DeleteTopicHandler } from './delete-topic.handler.js';
import { EndStarPlan } from './end-star-plan.handler.js';
import { EndReminderHandler } from './end-reminder.handler.js';
import { ErasedHandler } from './erased.handler.js';
import { FloodNoticeHandler } from './flood-notice.handler.js';
import { FollowBanHandler } from './follow-ban.handler.js';
import { GeneralNotices } from './general-notices.js';
import { GiftNoticeHandler } from './gift-notice.handler.js';
import { GivenUpHandler } from './given-up.handler.js';
import { GroupMovedHandler } from './group-moved.handler.js';
import { GroupRepair } from './group-repair.js';
import { GroupTroubleHandler } from './group-trouble.handler.js';
import { MarkTopicHandler } from './mark-topic.handler.js';
import { PaidAfterErasureHandler } from './paid-after-erasure.handler.js';
import { PaymentAdjustedHandler } from './payment-adjusted.handler.js';
import { MirrorEditHandler } from './mirror-edit.handler.js';
import { PositionDueHandler } from './position-due.handler.js';
import { PlanNewsHandler } from './plan-news.handler.js';
import { PaymentHeldHandler } from './payment-held.handler.js';
import { PaymentReleasedHandler } from './payment-released.handler.js';
import { PruneHandler } from './prune.handler.js';
import { PurchaseEndedHandler } from './purchase-ended.handler.js';
import { PurchaseNoticesHandler } from './purchase-notices.handler.js';
import { ReceiptHandler } from './receipt.handler.js';
import { ReactionsHandler } from './reactions.handler.js';
import { RechargeCappedHandler } from './recharge-capped.handler.js';
import { RechargeCharges } from './recharge-charges.js';
import { RechargeDeclinedHandler } from './recharge-declined.handler.js';
import { RechargeNeedsCustomerHandler } from './recharge-needs-customer.handler.js';
import { RefreshPayMessageHandler } from './refresh-pay-message.handler.js';
import { RelayToCustomerHandler } from './relay-to-customer.handler.js';
import { RelayToTopicHandler } from './relay-to-topic.handler.js';
import { ReleaseUnlocksHandler } from './release-unlocks.handler.js';
import { RefundDecidedHandler } from './refund-decided.handler.js';
import { ReleaseWaitingHandler } from './release-waiting.handler.js';
import { SendCallHandler } from './send-call.handler.js';
import { RenewalReminderHandler } from './renewal-reminder.handler.js';
import { SendEvidenceHandler } from './send-evidence.handler.js';
import { SendStatsHandler } from './send-stats.handler.js';
import { ShowEscalationHandler } from './show-escalation.handler.js';
import { ShowHeldMessageHandler } from './show-held-message.handler.js';
import { ShowSpamCardHandler } from './show-spam-card.handler.js';
import { SpamCardDueHandler } from './spam-card-due.handler.js';
import { ShortNoticeHandler } from './short-notice.handler.js';
import { ShortNotices } from './short-notices.js';
import { ThreadWokeHandler } from './thread-woke.handler.js';
import { ThreadUpkeepHandler } from './thread-upkeep.handler.js';
import { TopicKeptHandler } from './topic-kept.handler.js';
import { UnlockDroppedHandler } from './unlock-dropped.handler.js';
import { UnreachableHandler } from './unreachable.handler.js';
import { WelcomeHandler } from './welcome.handler.js';
import { WriteOffNoticeHandler } from './write-off-notice.handler.js';

/** What happens on Telegram because of something elsewhere: lanes, events, schedules. */
export const handlers = [
  AdmitPayerHandler,
  AnswerPreCheckout,
  AutoRechargeStoppedHandler,
  BalanceNoticesHandler,
  BillingAlertsHandler,
  CardDueHandler,
  CardEventsHandler,
  ContactApprovedHandler,
  ContactExpiredHandler,
  ContactHeldHandler,
  ContactQuestionHandler,
  ContentFailedHandler,
  ContentOfferedHandler,
  CardSavedHandler,
  CatalogPublishedHandler,
  ContentUnlockedHandler,
  ConversationSilentHandler,
  CustomerNotices,
  DeclinedNoticeHandler,
  DeletionFailedHandler,
  DeliverContentHandler,
  DeliveryFailedHandler,
  DropUnpaidHandler,
  DropUnpaidUnlocksHandler,
  DroppedNoticeHandler,
  AskForRatingHandler,
  ConversationRatedHandler,
  RatingCommentedHandler,
  EndReminderHandler,
  EndStarPlan,
  ErasedHandler,
  FloodNoticeHandler,
  FollowBanHandler,
  GeneralNotices,
  GiftNoticeHandler,
  GivenUpHandler,
  GroupMovedHandler,
  GroupRepair,
  GroupTroubleHandler,
  MarkTopicHandler,
  PaidAfterErasureHandler,
  PaymentAdjustedHandler,
  MirrorEditHandler,
  PlanNewsHandler,
  PositionDueHandler,
  PaymentHeldHandler,
  PaymentReleasedHandler,
  PruneHandler,
  PurchaseEndedHandler,
  PurchaseNoticesHandler,
  ReactionsHandler,
  ReceiptHandler,
  ReconcileStars,
  RechargeCappedHandler,
  RechargeCharges,
  RechargeDeclinedHandler,
  RechargeNeedsCustomerHandler,
  RefreshPayMessageHandler,
  RefundDecidedHandler,
  RelayToCustomerHandler,
  RelayToTopicHandler,
  ReleaseUnlocksHandler,
  ReleaseWaitingHandler,
  RenewalReminderHandler,
  SendCallHandler,
  SendEvidenceHandler,
  SendExportHandler,
  SendStatsHandler,
  ShortNoticeHandler,
  ShortNotices,
  ShowEscalationHandler,
  ShowHeldMessageHandler,
  ShowSpamCardHandler,
  SpamCardDueHandler,
  DeleteTopicHandler,
  ThreadUpkeepHandler,
  ThreadWokeHandler,
  TopicKeptHandler,
  UnlockDroppedHandler,
  UnreachableHandler,
  WelcomeHandler,
  WriteOffNoticeHandler,
];
