import { Injectable } from '@nestjs/common';
import { Reader } from '../../database/reader.js';
import { FindUsersQuery, type FoundUser } from '../../users/find-users.query.js';
import type { TeamMember } from '../../users/team/team.repository.js';
import { Administrators } from '../guards/administrators.js';
import type { BotContext } from './bot-context.js';
import { TeamFinder } from './team-finder.js';

/** Whom a moderator means: a customer, or one of the team. */
@Injectable()
export class PeopleFinder {
  constructor(
    private readonly reader: Reader,
    private readonly users: FindUsersQuery,
    private readonly team: TeamFinder,
    private readonly administrators: Administrators,
  ) {}

  customers(asked: string): Promise<FoundUser[]> {
    return this.users.find(this.reader, asked);
  }

  member(ctx: BotContext, asked: string): Promise<TeamMember | undefined> {
    return this.team.find(ctx, asked);
  }

  /** Whether the person is in the group; a button can be pressed by whoever sees it. */
  async isHere(ctx: BotContext): Promise<boolean> {
    return (await this.administrators.roleOf(ctx)) !== undefined;
  }
}
