import { Global, Module } from '@nestjs/common';
import { PaymentGateway } from '../billing/payment-gateway.js';
import { PublishCatalogJob } from './catalog/publish-catalog.job.js';
import { PublishCatalog } from './catalog/publish-catalog.js';
import { StripeCatalogue } from './catalog/stripe-catalogue.js';
import { ApproveReview } from './events/approve-review.handler.js';
import { ChargebackEvents } from './events/chargeback-events.js';
import { CheckoutEvents } from './events/checkout-events.js';
import { DisputeEvents } from './events/dispute-events.js';
import { EventDispatcher, eventGroups } from './events/event-dispatcher.js';
import type { EventGroup } from './events/event-group.js';
import { HandleStripeEvent } from './events/handle-stripe-event.job.js';
import { IntentBuyers } from './events/intent-buyers.js';
import { PaymentChecks } from './events/payment-checks.js';
import { RechargeEvents } from './events/recharge-events.js';
import { SubscriptionEvents } from './events/subscription-events.js';
import { SyncGranted } from './events/sync-granted.handler.js';
import { TroubleEvents } from './events/trouble-events.js';
import { AcceptEvent } from './inbox/accept-event.js';
import { WarningEvents } from './events/warning-events.js';
import { FetchMissedEvents } from './inbox/fetch-missed-events.cron.js';
import { StripeEventsRepository } from './inbox/stripe-events.repository.js';
import { StripeWebhookController } from './inbox/stripe-webhook.controller.js';
import { PortalConfiguration } from './portal-configuration.js';
import { StripeEventsPersonalData } from './privacy/stripe-events.personal-data.js';
import { CheckUnfinished } from './reconciliation/check-unfinished.cron.js';
import { CompareDay } from './reconciliation/compare-day.js';
import { CompareWithStripe } from './reconciliation/compare-with-stripe.cron.js';
import { Doorbells } from './reconciliation/doorbells.js';
import { ReconciliationLog } from './reconciliation/reconciliation-log.js';
import { ReconciliationRepository } from './reconciliation/reconciliation.repository.js';
import { StripeDayQuery } from './reconciliation/stripe-day.query.js';
import { StuckEvents } from './reconciliation/stuck-events.js';
import { StripeCharges } from './stripe-charges.js';
import { StripeCheckouts } from './stripe-checkouts.js';
import { StripeClient } from './stripe-client.js';
import { StripeCustomers } from './stripe-customers.js';
import { SubscriptionReader } from './subscription-reader.js';
import { StripeGateway } from './stripe.gateway.js';
import { StripeProvider } from './stripe.provider.js';
import { StripeRefunds } from './stripe.refunds.js';

const reconciliation = [
  CheckUnfinished,
  CompareDay,
  CompareWithStripe,
  Doorbells,
  ReconciliationLog,
  ReconciliationRepository,
  StripeDayQuery,
  StuckEvents,
];

const groups = [
  ChargebackEvents,
  DisputeEvents,
  WarningEvents,
  CheckoutEvents,
  RechargeEvents,
  SubscriptionEvents,
  TroubleEvents,
];

/** The only place that knows Stripe. */
@Global()
@Module({
  controllers: [StripeWebhookController],
  providers: [
    StripeClient,
    StripeCharges,
    StripeCheckouts,
    StripeCustomers,
    PortalConfiguration,
    { provide: PaymentGateway, useClass: StripeGateway },
    StripeProvider,
    StripeRefunds,
    StripeEventsRepository,
    StripeEventsPersonalData,
    AcceptEvent,
    FetchMissedEvents,
    SubscriptionReader,
    ...groups,
    { provide: eventGroups, inject: groups, useFactory: (...all: EventGroup[]) => all },
    EventDispatcher,
    HandleStripeEvent,
    SyncGranted,
    IntentBuyers,
    PaymentChecks,
    ApproveReview,
    ...reconciliation,
    StripeCatalogue,
    PublishCatalog,
    PublishCatalogJob,
  ],
  exports: [PaymentGateway],
})
export class PaymentsModule {}
