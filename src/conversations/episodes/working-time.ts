import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import type { Db } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import { alwaysOpen, type BusinessHours, parseBusinessHours } from '../../users/settings/business-hours.js';
import {
  businessSeconds,
  businessSecondsBefore,
  isOpenAt,
  nextOpening,
} from '../../users/settings/business-time.js';
import { SettingsService } from '../../users/settings/settings.service.js';

/** Time as far as people worked in it, by the owner's `business_hours` and time zone. */
@Injectable()
export class WorkingTime {
  constructor(
    private readonly settings: SettingsService,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** In whole seconds. */
  async between(db: Db, from: Date, to: Date): Promise<number> {
    return businessSeconds(await this.hours(db), this.config.timeZone, from, to);
  }

  /** From when on a wait has lasted so many seconds by now; undefined outside of business hours. */
  async dueSince(db: Db, now: Date, seconds: number): Promise<Date | undefined> {
    const hours = await this.hours(db);
    if (!isOpenAt(hours, this.config.timeZone, now)) return undefined;
    return businessSecondsBefore(hours, this.config.timeZone, now, seconds);
  }

  /** Whether nobody works now, and when somebody will again. */
  async closed(db: Db): Promise<{ opens: Date | undefined } | undefined> {
    const hours = await this.hours(db);
    const { timeZone } = this.config;
    const now = this.clock.now();
    return isOpenAt(hours, timeZone, now) ? undefined : { opens: nextOpening(hours, timeZone, now) };
  }

  /** Only what can be read is stored; whatever is found all the same must not stop a conversation. */
  private async hours(db: Db): Promise<BusinessHours> {
    const { business_hours: text } = await this.settings.current(db);
    return parseBusinessHours(text) ?? alwaysOpen;
  }
}
