import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import type { BotContext } from '../updates/bot-context.js';
import { Replies } from '../updates/replies.js';
import { customerErrorText, moderatorErrorText } from '../views/error-texts.js';

/**
 * The edge of the updates: a refusal of the domain that no handler turned into a view is told to whoever caused it.
 * Everything else goes back to the lane, which tries again, gives up at last and tells General.
 */
@Catch(DomainError)
export class UpdateErrorFilter implements ExceptionFilter<DomainError> {
  private readonly log = new Logger(UpdateErrorFilter.name);

  constructor(private readonly replies: Replies) {}

  async catch(error: DomainError, host: ArgumentsHost): Promise<void> {
    const [ctx] = host.getArgs<[BotContext]>();
    this.log.warn(`update ${ctx.update.update_id}: ${error.code}`);
    const { customer } = ctx.state;
    if (customer === undefined) await this.replies.inGroup(ctx, { text: moderatorErrorText(error) });
    else await this.replies.toCustomer(ctx, { text: customerErrorText(error, customer.to.texts) });
    await this.replies.answerPress(ctx);
  }
}
