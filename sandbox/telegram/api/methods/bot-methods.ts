import type { JsonObject } from '../../state/json-object.js';
import type { ApiContext, ApiHandlers } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { Params } from '../params.js';

/** Bot API: BotCommand.command, 1-32 lower-case letters, digits and underscores. */
const COMMAND = /^[a-z0-9_]{1,32}$/;
const MOST_COMMANDS = 100;

/** Bot API: getMe and the list of commands per scope and language. */
export class BotMethods {
  readonly handlers: ApiHandlers = {
    getMe: () => this.getMe(),
    setMyCommands: (params) => this.setCommands(params),
    getMyCommands: (params) => this.context.world.commands.get(this.scopeKey(params)) ?? [],
    deleteMyCommands: (params) => {
      this.context.world.commands.delete(this.scopeKey(params));
      this.context.world.changed();
      return true;
    },
  };

  constructor(private readonly context: ApiContext) {}

  private getMe(): JsonObject {
    const { renderer, world } = this.context;
    return {
      ...renderer.user(world.bot.id),
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_inline_queries: false,
      can_connect_to_business: false,
      has_main_web_app: false,
    };
  }

  private setCommands(params: Params): true {
    const commands = params.objects('commands') ?? [];
    if (commands.length > MOST_COMMANDS) throw ApiError.badRequest('BOT_COMMANDS_TOO_MUCH');
    for (const { command, description } of commands) {
      const name = typeof command === 'string' ? command.replace(/^\//, '') : '';
      if (!COMMAND.test(name)) throw ApiError.badRequest('BOT_COMMAND_INVALID');
      if (typeof description !== 'string' || description.length < 1 || description.length > 256) {
        throw ApiError.badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
      }
    }
    this.context.world.commands.set(this.scopeKey(params), commands);
    this.context.world.changed();
    return true;
  }

  private scopeKey(params: Params): string {
    const scope = params.object('scope') ?? { type: 'default' };
    return JSON.stringify([scope, params.text('language_code') ?? '']);
  }
}
