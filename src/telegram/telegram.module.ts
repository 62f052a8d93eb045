import { Global, type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { TelegrafModule } from 'nestjs-telegraf';
import { Agent } from 'node:https';
import { ContentGateway } from '../billing/content/content-gateway.js';
import { AppConfig } from '../config/app-config.js';
import { TopicGateway } from '../conversations/topic-gateway.js';
import { BotLifecycle, mostConnections } from './bot-lifecycle.js';
import { Administrators } from './guards/administrators.js';
import { AlbumWait } from './handlers/album-wait.js';
import { handlers } from './handlers/handlers.js';
import { HandleUpdate } from './inbox/handle-update.handler.js';
import { TelegramWebhookController } from './inbox/telegram-webhook.controller.js';
import { UpdatesInboxRepository } from './inbox/updates-inbox.repository.js';
import { WebhookSecretMiddleware } from './inbox/webhook-secret.middleware.js';
import { BotApi } from './outbound/bot-api.js';
import { GroupMoves } from './outbound/group-moves.js';
import { FlatGroups } from './outbound/flat-groups.js';
import { GroupCalls } from './outbound/group-calls.js';
import { BotReactions } from './outbound/bot-reactions.js';
import { CallBudget } from './outbound/call-budget.js';
import { EvidenceFiles } from './outbound/evidence-files.js';
import { EvidenceRequests } from './outbound/evidence-requests.js';
import { GroupQuestionsRepository } from './outbound/group-questions.repository.js';
import { NoteQuestions } from './outbound/note-questions.js';
import { Outbox } from './outbound/outbox.js';
import { PayMessages } from './outbound/pay-messages.js';
import { PayMessagesRepository } from './outbound/pay-messages.repository.js';
import { RefundPages } from './outbound/refund-pages.js';
import { SentMessages } from './outbound/sent-messages.js';
import { StandingNotices } from './outbound/standing-notices.js';
import { StandingNoticesRepository } from './outbound/standing-notices.repository.js';
import { StatsRequests } from './outbound/stats-requests.js';
import { SpamCardCalls } from './outbound/spam-card-calls.js';
import { TopicCalls } from './outbound/topic-calls.js';
import { TopicIcons } from './outbound/topic-icons.js';
import { TelegramContentGateway } from './outbound/telegram-content.gateway.js';
import { TelegramTopicGateway } from './outbound/telegram-topic.gateway.js';
import { ExportFiles } from './privacy/export-files.js';
import { ExportRequests } from './privacy/export-requests.js';
import { TracesPersonalData } from './privacy/traces.personal-data.js';
import { StarCursorsRepository } from './stars/star-cursors.repository.js';
import { StarPayersQuery } from './stars/star-payers.query.js';
import { StarPlans } from './stars/star-plans.js';
import { StarPayments } from './stars/star-payments.js';
import { StarsRefunds } from './stars/stars.refunds.js';
import { StarsProvider } from './stars/stars.provider.js';
import { updates } from './updates/updates.js';

/** The only place that knows Telegram. */
@Global()
@Module({
  imports: [
    TelegrafModule.forRootAsync({
      inject: [AppConfig],
      useFactory: ({ telegram }: AppConfig) => ({
        token: telegram.token,
        // Webhooks only: launching would delete ours and poll.
        launchOptions: false,
        options: {
          handlerTimeout: Number.POSITIVE_INFINITY,
          telegram: {
            apiRoot: telegram.apiRoot,
            webhookReply: false,
            // A new TLS connection for every call would cost more than the call.
            agent: new Agent({ keepAlive: true, maxSockets: mostConnections }),
          },
        },
      }),
    }),
  ],
  controllers: [TelegramWebhookController],
  providers: [
    BotLifecycle,
    BotApi,
    BotReactions,
    FlatGroups,
    GroupCalls,
    SpamCardCalls,
    TopicCalls,
    GroupMoves,
    CallBudget,
    EvidenceFiles,
    EvidenceRequests,
    GroupQuestionsRepository,
    NoteQuestions,
    ExportFiles,
    ExportRequests,
    TracesPersonalData,
    Outbox,
    PayMessages,
    PayMessagesRepository,
    SentMessages,
    StandingNotices,
    StandingNoticesRepository,
    RefundPages,
    TopicIcons,
    StatsRequests,
    { provide: ContentGateway, useClass: TelegramContentGateway },
    { provide: TopicGateway, useClass: TelegramTopicGateway },
    StarCursorsRepository,
    StarPayersQuery,
    StarPlans,
    StarsProvider,
    StarsRefunds,
    StarPayments,
    Administrators,
    UpdatesInboxRepository,
    AlbumWait,
    HandleUpdate,
    ...updates,
    ...handlers,
  ],
  exports: [ContentGateway, TopicGateway],
})
export class TelegramModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(WebhookSecretMiddleware).forRoutes(TelegramWebhookController);
  }
}
