import { type DynamicModule, Global, Module } from '@nestjs/common';
import { ConfigModule as NestConfigModule, ConfigService } from '@nestjs/config';
import { Clock, SystemClock } from '../kernel/clock.js';
import { AppConfig } from './app-config.js';
import { readConfig } from './read-config.js';

/** Reads `.env` and the environment once and offers them as one typed `AppConfig`; offers the clock beside it. */
@Global()
@Module({})
export class ConfigModule {
  /** Tests and the sandbox pass their settings; production reads the environment. */
  static forRoot(config?: AppConfig, clock: Clock = new SystemClock()): DynamicModule {
    const source =
      config === undefined
        ? {
            imports: [
              NestConfigModule.forRoot({
                cache: true,
                // Nest merges `.env` below the process environment, then asks us for one validated result.
                validate: (variables: Record<string, unknown>) => ({ app: readConfig(variables) }),
              }),
            ],
            provider: {
              provide: AppConfig,
              inject: [ConfigService],
              useFactory: (settings: ConfigService) => settings.getOrThrow<AppConfig>('app'),
            },
          }
        : { imports: [], provider: { provide: AppConfig, useValue: config } };
    return {
      module: ConfigModule,
      imports: source.imports,
      providers: [source.provider, { provide: Clock, useValue: clock }],
      exports: [AppConfig, Clock],
    };
  }
}
