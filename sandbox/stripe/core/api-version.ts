/** The version that stripe-node 23.1.0 pins. Stripe: a version is a date and a release name. */
export const API_VERSION = '2026-10-28.endive';
