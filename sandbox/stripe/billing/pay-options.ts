import type { CheckoutSession, PaymentIntent } from '../core/stored-objects.js';
import type { CardScenario } from './card-scenarios.js';

export interface PayOptions {
  scenario?: CardScenario;
  /** Pay with a card that the customer has saved. */
  paymentMethod?: string;
  promotionCode?: string;
  /** The payer ticks "save my card". */
  saveCard?: boolean;
  /** Answer to 3D Secure when the card asks for it; without an answer the session waits for one. */
  authenticate?: boolean;
  email?: string;
  name?: string;
}

export type PayResult =
  | { kind: 'complete'; session: CheckoutSession }
  | { kind: 'declined'; session: CheckoutSession; message: string; declineCode: string | null }
  | { kind: 'authenticate'; session: CheckoutSession; intent: PaymentIntent };
