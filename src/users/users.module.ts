import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditLogRepository } from './audit/audit-log.repository.js';
import { BanUser } from './ban-user.use-case.js';
import { MarkReach } from './mark-reach.use-case.js';
import { RecogniseUser } from './recognise-user.use-case.js';
import { SettingsService } from './settings/settings.service.js';
import { User } from './user.entity.js';
import { UsersRepository } from './users.repository.js';

/** Who the people are: profile, language, reach, bans, the audit log and the run-time settings. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([User])],
  providers: [UsersRepository, RecogniseUser, MarkReach, BanUser, SettingsService, AuditLogRepository],
  exports: [UsersRepository, RecogniseUser, MarkReach, BanUser, SettingsService, AuditLogRepository],
})
export class UsersModule {}
