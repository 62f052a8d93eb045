import { DomainError } from '../../kernel/domain-error.js';
import type { Money } from '../../kernel/money.js';

/** Why the catalogue does not take a change, with what the administrator needs to do better. */
export type ProductProblem =
  | { readonly problem: 'price_unreadable' | 'price_negative'; readonly text: string }
  | { readonly problem: 'price_too_fine'; readonly currency: string }
  | { readonly problem: 'price_too_small' | 'price_too_large'; readonly limit: Money }
  | { readonly problem: 'currency_unknown'; readonly currency: string }
  | { readonly problem: 'title_unfit' | 'credits_unfit' | 'duration_unfit'; readonly most: number }
  | { readonly problem: 'code_unfit' | 'code_taken' | 'changed_since'; readonly code: string }
  | { readonly problem: 'pack_exists'; readonly code: string; readonly credits: number }
  | { readonly problem: 'stars_unfit'; readonly most: number }
  | { readonly problem: 'trial_unfit'; readonly most: number }
  | { readonly problem: 'stars_by_month' | 'trial_of_plans' | 'credits_of_pass' | 'undo_too_late' };

/** Nothing was changed. */
export class ProductRefused extends DomainError<'product_refused', ProductProblem> {
  constructor(details: ProductProblem) {
    super('product_refused', details);
  }
}
