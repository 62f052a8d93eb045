import { BadRequestException, Controller, HttpCode, Post, Req, NotFoundException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import Stripe from 'stripe';
import { AppConfig } from '../../config/app-config.js';
import { AcceptEvent } from './accept-event.js';

/** Stripe: signatures older than five minutes are refused, so that a captured request is worth nothing later. */
const toleranceSeconds = 300;

/** Where Stripe delivers: verify, store, answer. What the event means is found out afterwards, at Stripe itself. */
@Controller('stripe-webhook')
export class StripeWebhookController {
  constructor(
    private readonly config: AppConfig,
    private readonly accept: AcceptEvent,
  ) {}

  @Post()
  @HttpCode(200)
  async receive(@Req() request: FastifyRequest): Promise<void> {
    await this.accept.execute(this.verified(request));
  }

  private verified(request: FastifyRequest): Stripe.Event {
    if (this.config.stripe.webhookSecrets.length === 0)
      throw new NotFoundException('Stripe is not used here');
    const signature = request.headers['stripe-signature'];
    const body = request.body;
    if (typeof signature !== 'string' || !Buffer.isBuffer(body))
      throw new BadRequestException('no signature');
    for (const secret of this.config.stripe.webhookSecrets) {
      const event = constructed(body, signature, secret);
      if (event !== undefined) return event;
    }
    throw new BadRequestException('the signature does not fit');
  }
}

/** The SDK throws errors of several kinds for bad requests, and returns whatever JSON was signed. */
function constructed(body: Buffer, signature: string, secret: string): Stripe.Event | undefined {
  let event: unknown;
  try {
    event = Stripe.webhooks.constructEvent(body, signature, secret, toleranceSeconds);
  } catch {
    return undefined;
  }
  if (!isEvent(event)) throw new BadRequestException('this is no event');
  return event;
}

function isEvent(value: unknown): value is Stripe.Event {
  const event = value as Partial<Stripe.Event> | null;
  return (
    event?.object === 'event' &&
    typeof event.id === 'string' &&
    typeof event.type === 'string' &&
    typeof event.livemode === 'boolean' &&
    typeof event.created === 'number' &&
    typeof event.data?.object === 'object' &&
    // null is an object too, and the signature says nothing about the shape.
    (event.data.object as object | null) !== null
  );
}
