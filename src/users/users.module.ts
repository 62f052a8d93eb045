import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditLogRepository } from './audit/audit-log.repository.js';
import { BanUser } from './ban-user.use-case.js';
import { ChooseLanguage } from './choose-language.use-case.js';
import { MarkReach } from './mark-reach.use-case.js';
import { RecogniseUser } from './recognise-user.use-case.js';
import { ChangeSetting } from './settings/change-setting.use-case.js';
import { SettingPageQuery } from './settings/setting-page.query.js';
import { SettingsService } from './settings/settings.service.js';
import { User } from './user.entity.js';
import { UsersRepository } from './users.repository.js';

const offered = [
  AuditLogRepository,
  BanUser,
  ChangeSetting,
  ChooseLanguage,
  MarkReach,
  RecogniseUser,
  SettingPageQuery,
  SettingsService,
  UsersRepository,
];

/** Who the people are: profile, language, reach, bans, the audit log and the run-time settings. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([User])],
  providers: offered,
  exports: offered,
})
export class UsersModule {}
