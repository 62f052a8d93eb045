import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessRepository } from './access/access.repository.js';
import { PlanAccessRepository } from './access/plan-access.repository.js';
import { BillingOverviewQuery } from './billing-overview.query.js';
import { AddProduct } from './catalog/add-product.use-case.js';
import { Catalog } from './catalog/catalog.js';
import { ListedPrices } from './catalog/listed-prices.js';
import { ProviderPricesRepository } from './catalog/provider-prices.repository.js';
import { EditProduct } from './catalog/edit-product.use-case.js';
import { Product } from './catalog/product.entity.js';
import { ProductsRepository } from './catalog/products.repository.js';
import { RequestPublication } from './catalog/request-publication.use-case.js';
import { UndoProductChange } from './catalog/undo-product-change.use-case.js';
import { contentParts, offeredContent } from './content/content-parts.js';
import { disputeParts, offeredDisputes } from './disputes/dispute-parts.js';
import { failureParts, offeredFailures } from './failures/failure-parts.js';
import { fraudParts, offeredFraud } from './fraud/fraud-parts.js';
import { BalanceWatch } from './ledger/balance-watch.js';
import { CheckLedger } from './ledger/check-ledger.cron.js';
import { ClawBack } from './ledger/claw-back.js';
import { DirectMoves } from './ledger/direct-moves.js';
import { ExpireCredits } from './ledger/expire-credits.cron.js';
import { Expiry } from './ledger/expiry.js';
import { Freeze } from './ledger/freeze.js';
import { HistoryQuery } from './ledger/history.query.js';
import { Holds } from './ledger/holds.js';
import { LateCapture } from './ledger/late-capture.js';
import { Ledger } from './ledger/ledger.js';
import { LedgerChecksRepository } from './ledger/ledger-checks.repository.js';
import { LedgerRepository } from './ledger/ledger.repository.js';
import { LotsRepository } from './ledger/lots.repository.js';
import { PaymentProviders } from './payment-providers.js';
import { privacyParts } from './privacy/privacy-parts.js';
import { ClaimPurchase } from './purchases/claim-purchase.js';
import { CustomersRepository } from './purchases/customers.repository.js';
import { PaymentsRepository } from './purchases/payments.repository.js';
import { ClosePage } from './purchases/close-page.handler.js';
import { ClosePagesOfBanned } from './purchases/close-pages-of-banned.handler.js';
import { PageClosing } from './purchases/page-closing.js';
import { PurchaseStanding } from './purchases/purchase-standing.js';
import { PurchaseGate } from './purchases/purchase-gate.js';
import { Purchase } from './purchases/purchase.entity.js';
import { PurchasesRepository } from './purchases/purchases.repository.js';
import { UnfinishedPurchases } from './purchases/unfinished-purchases.js';
import { offeredRecharge, rechargeParts } from './recharge/recharge-parts.js';
import { offeredRefunds, refundParts } from './refunds/refund-parts.js';
import { EndAheadQuery } from './reminders/end-ahead.query.js';
import { RemindOfEnds } from './reminders/remind-of-ends.cron.js';
import { RemindOfRenewals } from './reminders/remind-of-renewals.cron.js';
import { RemindersRepository } from './reminders/reminders.repository.js';
import { CancelPlan } from './subscriptions/cancel-plan.use-case.js';
import { CloseOtherPages } from './subscriptions/close-other-pages.handler.js';
import { EndPlan } from './subscriptions/end-plan.handler.js';
import { PlanBoughtTwiceQuery } from './subscriptions/plan-bought-twice.query.js';
import { PlanExtension } from './subscriptions/plan-extension.js';
import { PlanHoldings } from './subscriptions/plan-holdings.js';
import { PlanPurchases } from './subscriptions/plan-purchases.js';
import { PlansQuery } from './subscriptions/plans.query.js';
import { SubscriptionMirror } from './subscriptions/subscription-mirror.js';
import { SubscriptionTerms } from './subscriptions/subscription-terms.js';
import { SubscriptionsRepository } from './subscriptions/subscriptions.repository.js';
import { AdjustmentBook } from './use-cases/adjustment-book.js';
import { AdjustPayment } from './use-cases/adjust-payment.use-case.js';
import { CheckPayment } from './use-cases/check-payment.use-case.js';
import { Fulfilment } from './use-cases/fulfilment.js';
import { GiftCredits } from './use-cases/gift-credits.use-case.js';
import { NotePlanRenewal } from './use-cases/note-plan-renewal.use-case.js';
import { OpenBillingAccount } from './use-cases/open-billing-account.use-case.js';
import { PaidGrant } from './use-cases/paid-grant.js';
import { OpenPortal } from './use-cases/open-portal.use-case.js';
import { RewardTutorial } from './use-cases/reward-tutorial.use-case.js';
import { SettleInvoice } from './use-cases/settle-invoice.use-case.js';
import { SettlePayment } from './use-cases/settle-payment.use-case.js';
import { SettlePurchase } from './use-cases/settle-purchase.use-case.js';
import { StartCheckout } from './use-cases/start-checkout.use-case.js';
import { SyncPayment } from './use-cases/sync-payment.use-case.js';
import { SyncSubscription } from './use-cases/sync-subscription.use-case.js';
import { WelcomeCustomer } from './use-cases/welcome-customer.use-case.js';
import { WriteOffDebt } from './use-cases/write-off-debt.use-case.js';

const offered = [
  ...offeredContent,
  AccessRepository,
  AddProduct,
  AdjustPayment,
  BillingOverviewQuery,
  CancelPlan,
  Catalog,
  CheckPayment,
  CustomersRepository,
  EditProduct,
  EndAheadQuery,
  Freeze,
  GiftCredits,
  HistoryQuery,
  Holds,
  Ledger,
  LedgerChecksRepository,
  LedgerRepository,
  ListedPrices,
  NotePlanRenewal,
  OpenBillingAccount,
  OpenPortal,
  PaymentProviders,
  PaymentsRepository,
  ProductsRepository,
  PurchaseGate,
  PlanBoughtTwiceQuery,
  PlansQuery,
  ProviderPricesRepository,
  RequestPublication,
  RewardTutorial,
  PurchasesRepository,
  SettleInvoice,
  SettlePayment,
  SettlePurchase,
  StartCheckout,
  SubscriptionsRepository,
  SyncPayment,
  UndoProductChange,
  UnfinishedPurchases,
  SyncSubscription,
  WelcomeCustomer,
  WriteOffDebt,
  ...offeredRecharge,
  ...offeredDisputes,
  ...offeredFailures,
  ...offeredFraud,
  ...offeredRefunds,
];

/** Everything with credits and money; the ways to pay are found by `PaymentProviders`. */
@Global()
@Module({
  imports: [DiscoveryModule, TypeOrmModule.forFeature([Product, Purchase])],
  providers: [
    ...offered,
    ...contentParts,
    ...rechargeParts,
    ...disputeParts,
    ...failureParts,
    ...fraudParts,
    ...privacyParts,
    ...refundParts,
    AdjustmentBook,
    BalanceWatch,
    CheckLedger,
    ClaimPurchase,
    ClawBack,
    CloseOtherPages,
    ClosePage,
    ClosePagesOfBanned,
    DirectMoves,
    EndPlan,
    ExpireCredits,
    Expiry,
    Fulfilment,
    LateCapture,
    LotsRepository,
    PageClosing,
    PaidGrant,
    PlanAccessRepository,
    PlanExtension,
    PlanHoldings,
    PlanPurchases,
    PurchaseStanding,
    RemindOfEnds,
    RemindOfRenewals,
    RemindersRepository,
    SubscriptionMirror,
    SubscriptionTerms,
  ],
  exports: offered,
})
export class BillingModule {}
