import { type DynamicModule, Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { AnalyticsModule } from './analytics/analytics.module.js';
import { BillingModule } from './billing/billing.module.js';
import { AppConfig } from './config/app-config.js';
import { ConfigModule } from './config/config.module.js';
import { ConversationsModule } from './conversations/conversations.module.js';
import { DatabaseModule } from './database/database.module.js';
import { HealthModule } from './health/health.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import type { Clock } from './kernel/clock.js';
import { logging } from './logging.js';
import { PaymentsModule } from './payments/payments.module.js';
import { TelegramModule } from './telegram/telegram.module.js';
import { UsersModule } from './users/users.module.js';

/** The whole product, in the order in which its parts build on each other. */
@Module({})
export class AppModule {
  static with(config?: AppConfig, clock?: Clock): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config, clock),
        LoggerModule.forRootAsync({ inject: [AppConfig], useFactory: logging }),
        DatabaseModule,
        JobsModule,
        UsersModule,
        BillingModule,
        ConversationsModule,
        AnalyticsModule,
        TelegramModule,
        PaymentsModule,
        HealthModule,
      ],
    };
  }
}
