import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import { Reader } from '../../database/reader.js';
import { Clock } from '../../kernel/clock.js';
import { languageOf } from '../../users/language.js';
import type { Person } from '../../users/privacy/personal-data.js';
import { PersonalDataQuery } from '../../users/privacy/personal-data.query.js';
import { UsersRepository } from '../../users/users.repository.js';
import { audience } from '../views/customer.js';

export interface ExportFile {
  readonly name: string;
  readonly text: string;
  readonly caption: string;
}

/** Everything that is stored about a person, as a file that people and programs can read. */
@Injectable()
export class ExportFiles {
  constructor(
    private readonly data: PersonalDataQuery,
    private readonly users: UsersRepository,
    private readonly reader: Reader,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** Undefined when everything was erased meanwhile. */
  async of({ userId, telegramId }: Person): Promise<ExportFile | undefined> {
    const user = await this.users.byId(this.reader, userId);
    if (user.telegramId !== telegramId) return undefined;
    const { person } = audience(languageOf(user), this.config.timeZone).texts;
    const made = this.clock.now().toISOString();
    const content = { about: person.exportAbout(), made, ...(await this.data.of(this.reader, userId)) };
    const name = `my-data-${made.slice(0, 10)}.json`;
    return { name, text: `${JSON.stringify(content, undefined, 2)}\n`, caption: person.exportCaption() };
  }
}
