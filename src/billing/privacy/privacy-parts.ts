import { CreditsPersonalData } from './credits.personal-data.js';
import { PurchasesPersonalData } from './purchases.personal-data.js';

export const privacyParts = [CreditsPersonalData, PurchasesPersonalData];
