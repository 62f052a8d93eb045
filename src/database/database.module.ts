import { CacheModule } from '@nestjs/cache-manager';
import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AppConfig } from '../config/app-config.js';
import { dataSourceOptions } from './database.options.js';
import { FrontDoor } from './front-door.js';
import { Listener } from './listener.js';
import { Reader } from './reader.js';
import { SessionLock } from './session-lock.js';
import { SharedCache } from './shared-cache.js';
import { Transactor } from './transactor.js';

@Global()
@Module({
  imports: [
    CacheModule.register(),
    TypeOrmModule.forRootAsync({
      inject: [AppConfig],
      useFactory: (config: AppConfig) => ({
        ...dataSourceOptions(config.database),
        autoLoadEntities: true,
        // An orchestrator restarts us; waiting for ever inside would only hide the reason.
        retryAttempts: 3,
        retryDelay: 1_000,
      }),
    }),
  ],
  providers: [FrontDoor, Reader, SessionLock, Transactor, Listener, SharedCache],
  exports: [FrontDoor, Reader, SessionLock, Transactor, Listener, SharedCache],
})
export class DatabaseModule {}
