import { Update } from 'nestjs-telegraf';
import { NoSavedCard, RechargeOfferChanged, UnknownProduct } from '../../billing/billing.errors.js';
import { StopAutoRecharge } from '../../billing/use-cases/stop-auto-recharge.use-case.js';
import { TurnOnAutoRecharge } from '../../billing/use-cases/turn-on-auto-recharge.use-case.js';
import { consentVersion } from '../views/texts/recharge/recharge-texts.js';
import type { View } from '../views/view.js';
import { type BotContext, customerOf } from './bot-context.js';
import { pressed, PrivateCommand, PrivatePress } from './listeners.js';
import { RechargeDesk, type RechargeVisitor } from './recharge-desk.js';
import { Replies } from './replies.js';
import { ShopperRights } from './shopper-rights.js';

const pagePress = /^ar:(state|edit|card)$/;
const packPress = /^ar:pack:([a-z0-9_]{1,32})$/;
const thresholdPress = /^ar:at:([a-z0-9_]{1,32}):(\d{1,3})$/;
const capPress = /^ar:cap:([a-z0-9_]{1,32}):(\d{1,3}):(\d{1,2})$/;
const onPress = /^ar:on:([a-z0-9_]{1,32}):(\d{1,3}):(\d{1,2}):(\d{1,9}):([a-z]{3})$/;

/** `/autorecharge`: choose pack, threshold and monthly cap; on, off, state. One message that changes with each press. */
@Update()
export class AutoRechargeUpdate {
  constructor(
    private readonly desk: RechargeDesk,
    private readonly turnOn: TurnOnAutoRecharge,
    private readonly stop: StopAutoRecharge,
    private readonly rights: ShopperRights,
    private readonly replies: Replies,
  ) {}

  @PrivateCommand(/^autorecharge$/)
  async show(ctx: BotContext): Promise<void> {
    await this.replies.toCustomer(ctx, await this.desk.state(visitorOf(ctx)));
  }

  @PrivatePress(pagePress)
  async page(ctx: BotContext): Promise<void> {
    const [name] = pressed(ctx, pagePress);
    const visitor = visitorOf(ctx);
    if (name === 'state') await this.turnTo(ctx, await this.desk.state(visitor));
    else if (name === 'edit') await this.turnTo(ctx, await this.desk.edit(visitor));
    else await this.turnTo(ctx, await this.desk.otherCard(visitor));
  }

  @PrivatePress(packPress)
  async pack(ctx: BotContext): Promise<void> {
    const [code = ''] = pressed(ctx, packPress);
    await this.turnTo(ctx, await this.desk.threshold(visitorOf(ctx), code));
  }

  @PrivatePress(thresholdPress)
  async threshold(ctx: BotContext): Promise<void> {
    const [code = '', threshold] = pressed(ctx, thresholdPress);
    await this.turnTo(ctx, await this.desk.cap(visitorOf(ctx), code, Number(threshold)));
  }

  @PrivatePress(capPress)
  async cap(ctx: BotContext): Promise<void> {
    const [code = '', threshold, multiple] = pressed(ctx, capPress);
    const view = await this.desk.consent(visitorOf(ctx), code, Number(threshold), Number(multiple));
    await this.turnTo(ctx, view);
  }

  /** The button carries every number that the customer read, so that nothing else can be agreed to. */
  @PrivatePress(onPress)
  async on(ctx: BotContext): Promise<void> {
    const [productCode = '', threshold, multiple, amount, currency = ''] = pressed(ctx, onPress);
    const visitor = visitorOf(ctx);
    await this.rights.check(visitor.userId);
    try {
      await this.turnOn.execute({
        userId: visitor.userId,
        productCode,
        price: { amount: Number(amount), currency },
        threshold: Number(threshold),
        capMultiple: Number(multiple),
        consentVersion,
      });
    } catch (error) {
      if (!isChanged(error)) throw error;
      return this.turnTo(ctx, undefined);
    }
    await this.turnTo(ctx, await this.desk.state(visitor), visitor.to.texts.recharge.turnedOn());
  }

  @PrivatePress(/^ar:off$/)
  async off(ctx: BotContext): Promise<void> {
    const visitor = visitorOf(ctx);
    const { recharge } = visitor.to.texts;
    const wasOn = await this.stop.execute(visitor.userId, 'customer');
    const answer = wasOn ? recharge.turnedOff() : recharge.wasOff();
    await this.turnTo(ctx, await this.desk.state(visitor), answer);
  }

  /** Undefined: the button no longer fits; the presser reads why and sees how things stand. */
  private async turnTo(ctx: BotContext, view: View | undefined, answer?: string): Promise<void> {
    const visitor = visitorOf(ctx);
    if (view === undefined) await this.replies.answerPress(ctx, visitor.to.texts.recharge.changed(), true);
    else await this.replies.answerPress(ctx, answer);
    await this.replies.editPressed(ctx, view ?? (await this.desk.state(visitor)));
  }
}

function visitorOf(ctx: BotContext): RechargeVisitor {
  const { user, telegramId, to } = customerOf(ctx);
  return { userId: user.id, telegramId, to };
}

function isChanged(error: unknown): boolean {
  return (
    error instanceof UnknownProduct || error instanceof RechargeOfferChanged || error instanceof NoSavedCard
  );
}
