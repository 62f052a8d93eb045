/** Which event says that something happened to which object; what happened is asked at Stripe. */
export interface EventReference {
  readonly eventId: string;
  readonly objectId: string;
}
