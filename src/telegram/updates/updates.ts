import { UseFilters } from '@nestjs/common';
import { UpdateErrorFilter } from '../filters/update-error.filter.js';
import { StarPaymentsUpdate } from '../stars/star-payments.update.js';
import { AllowPurchasesUpdate } from './allow-purchases.update.js';
import { AutoRechargeUpdate } from './auto-recharge.update.js';
import { AssignUpdate } from './assign.update.js';
import { AuditUpdate } from './audit.update.js';
import { CardWorkUpdate } from './card-work.update.js';
import { PeopleFinder } from './people-finder.js';
import { RoleUpdate } from './role.update.js';
import { RosterUpdate } from './roster.update.js';
import { TeamFinder } from './team-finder.js';
import { UserPages } from './user-pages.js';
import { Viewers } from './viewers.js';
import { UserSearchUpdate } from './user-search.update.js';
import { BalanceUpdate } from './balance.update.js';
import { BillingPages } from './billing-pages.js';
import { BillingWindow } from './billing-window.js';
import { BillingUpdate } from './billing.update.js';
import { CardPress } from './card-press.js';
import { CardPressUpdate } from './card-press.update.js';
import { Courtesy } from './courtesy.js';
import { ContactAnswerUpdate } from './contact-answer.update.js';
import { ContentDeskUpdate } from './content-desk.update.js';
import { ContentShelf } from './content-shelf.js';
import { ContentUpdate } from './content.update.js';
import { ContentWindow } from './content-window.js';
import { DrainUpdate } from './drain.update.js';
import { EndedOfferUpdate } from './ended-offer.update.js';
import { FlatGroupUpdate } from './flat-group.update.js';
import { GroupAlbumUpdate } from './group-album.update.js';
import { GroupCommandsUpdate } from './group-commands.update.js';
import { GroupServiceUpdate } from './group-service.update.js';
import { HelpUpdate } from './help.update.js';
import { HistoryUpdate } from './history.update.js';
import { IdentifyUpdate } from './identify.update.js';
import { LanguageUpdate } from './language.update.js';
import { LockSource } from './lock-source.js';
import { LockUpdate } from './lock.update.js';
import { MembershipUpdate } from './membership.update.js';
import { PrivacyUpdate } from './privacy.update.js';
import { PrivateMessageUpdate } from './private-message.update.js';
import { ProductAddPressUpdate } from './product-add-press.update.js';
import { ProductDesk } from './product-desk.js';
import { ProductPressUpdate } from './product-press.update.js';
import { ProductsUpdate } from './products.update.js';
import { RatingUpdate } from './rating.update.js';
import { ReactionUpdate } from './reaction.update.js';
import { RechargeDesk } from './recharge-desk.js';
import { PlanTwicePressUpdate } from './plan-twice-press.update.js';
import { RefundQuestion } from './refund-question.js';
import { RefundProposal } from './refund-proposal.js';
import { RefundUpdate } from './refund.update.js';
import { Replies } from './replies.js';
import { SettingsDesk } from './settings-desk.js';
import { SettingsPressUpdate } from './settings-press.update.js';
import { SettingsUpdate } from './settings.update.js';
import { Shelves } from './shelves.js';
import { ShopperRights } from './shopper-rights.js';
import { ShopWindow } from './shop-window.js';
import { ShopUpdate } from './shop.update.js';
import { SilentUpdate } from './silent.update.js';
import { TemplateDesk } from './template-desk.js';
import { TemplateUpdate } from './template.update.js';
import { DeskLetters } from './desk-letters.js';
import { SpamPressUpdate } from './spam-press.update.js';
import { StartUpdate } from './start.update.js';
import { TopicCommandsUpdate } from './topic-commands.update.js';
import { TopicCreatedUpdate } from './topic-created.update.js';
import { ThreadStatesUpdate } from './thread-states.update.js';
import { TopicDesk } from './topic-desk.js';
import { TopicInfoUpdate } from './topic-info.update.js';
import { TopicEditNoteUpdate } from './topic-edit-note.update.js';
import { TopicMessageUpdate } from './topic-message.update.js';
import { TopicMoney } from './topic-money.js';
import { WaitingUpdate } from './waiting.update.js';
import { WarnedPayments } from './warned-payments.js';
import { WarningPressUpdate } from './warning-press.update.js';
import { TopicMoneyUpdate } from './topic-money.update.js';
import { TutorialUpdate } from './tutorial.update.js';
import { UnknownCommandUpdate } from './unknown-command.update.js';
import { WriteOffUpdate } from './write-off.update.js';

/** telegraf asks in this order and the first that matches has the update: who is it, commands, then everything else. */
export const updates = [
  MembershipUpdate,
  StarPaymentsUpdate,
  IdentifyUpdate,
  FlatGroupUpdate,
  RosterUpdate,
  ReactionUpdate,
  TutorialUpdate,
  ContentUpdate,
  StartUpdate,
  ShopUpdate,
  EndedOfferUpdate,
  BalanceUpdate,
  AllowPurchasesUpdate,
  AutoRechargeUpdate,
  BillingUpdate,
  HistoryUpdate,
  LanguageUpdate,
  PrivacyUpdate,
  HelpUpdate,
  RatingUpdate,
  ContactAnswerUpdate,
  PrivateMessageUpdate,
  GroupServiceUpdate,
  TopicCreatedUpdate,
  TopicEditNoteUpdate,
  CardPressUpdate,
  SpamPressUpdate,
  TopicMoneyUpdate,
  WriteOffUpdate,
  LockUpdate,
  ContentDeskUpdate,
  RefundUpdate,
  WarningPressUpdate,
  PlanTwicePressUpdate,
  TopicCommandsUpdate,
  ThreadStatesUpdate,
  TopicInfoUpdate,
  ProductsUpdate,
  ProductPressUpdate,
  ProductAddPressUpdate,
  WaitingUpdate,
  AssignUpdate,
  TemplateUpdate,
  SilentUpdate,
  CardWorkUpdate,
  UserSearchUpdate,
  AuditUpdate,
  RoleUpdate,
  SettingsUpdate,
  SettingsPressUpdate,
  DrainUpdate,
  GroupCommandsUpdate,
  UnknownCommandUpdate,
  GroupAlbumUpdate,
  TopicMessageUpdate,
  // What they share.
  BillingPages,
  BillingWindow,
  CardPress,
  ProductDesk,
  ContentShelf,
  DeskLetters,
  Courtesy,
  ContentWindow,
  LockSource,
  RechargeDesk,
  RefundProposal,
  PeopleFinder,
  RefundQuestion,
  Replies,
  SettingsDesk,
  Shelves,
  ShopperRights,
  ShopWindow,
  TeamFinder,
  TemplateDesk,
  TopicDesk,
  TopicMoney,
  UserPages,
  Viewers,
  WarnedPayments,
];

// Not a global filter: of those the HTTP edge's is asked first and takes everything.
for (const update of updates) UseFilters(UpdateErrorFilter)(update);
