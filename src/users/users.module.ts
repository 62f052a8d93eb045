import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditLogRepository } from './audit/audit-log.repository.js';
import { AuditQuery } from './audit/audit.query.js';
import { BanUser } from './ban-user.use-case.js';
import { ExplainBan } from './explain-ban.use-case.js';
import { ChooseLanguage } from './choose-language.use-case.js';
import { FindUsersQuery } from './find-users.query.js';
import { MarkReach } from './mark-reach.use-case.js';
import { offeredPrivacy, privacyParts } from './privacy/privacy-parts.js';
import { RecogniseUser } from './recognise-user.use-case.js';
import { ChangeSetting } from './settings/change-setting.use-case.js';
import { SettingPageQuery } from './settings/setting-page.query.js';
import { SettingsService } from './settings/settings.service.js';
import { GiveRole } from './team/give-role.use-case.js';
import { TeamRepository } from './team/team.repository.js';
import { User } from './user.entity.js';
import { UsersRepository } from './users.repository.js';

const offered = [
  AuditLogRepository,
  AuditQuery,
  BanUser,
  ChangeSetting,
  ChooseLanguage,
  ExplainBan,
  FindUsersQuery,
  GiveRole,
  MarkReach,
  RecogniseUser,
  SettingPageQuery,
  SettingsService,
  TeamRepository,
  UsersRepository,
  ...offeredPrivacy,
];

/** Who the people are: profile, language, reach, bans, the audit log and the run-time settings. */
@Global()
@Module({
  imports: [DiscoveryModule, TypeOrmModule.forFeature([User])],
  providers: [...offered, ...privacyParts],
  exports: offered,
})
export class UsersModule {}
