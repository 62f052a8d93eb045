import { Injectable } from '@nestjs/common';
import { UnknownProduct } from '../../billing/billing.errors.js';
import {
  EditProduct,
  type EditProductInput,
  type EditedProduct,
} from '../../billing/catalog/edit-product.use-case.js';
import { ProductRefused } from '../../billing/catalog/product-problem.js';
import { type ListedProduct, ProductsRepository } from '../../billing/catalog/products.repository.js';
import { Transactor } from '../../database/transactor.js';
import { Administrators } from '../guards/administrators.js';
import { productProblemText, unknownProductText } from '../views/product-texts.js';
import type { BotContext } from './bot-context.js';
import { Replies } from './replies.js';

/** What the commands and the buttons of the catalogue share: who may, what is there, and why something was refused. */
@Injectable()
export class ProductDesk {
  constructor(
    private readonly transactor: Transactor,
    private readonly administrators: Administrators,
    private readonly products: ProductsRepository,
    private readonly editProduct: EditProduct,
    readonly replies: Replies,
  ) {}

  mayEdit(ctx: BotContext): Promise<boolean> {
    return this.administrators.isAdministrator(ctx);
  }

  list(): Promise<ListedProduct[]> {
    return this.products.list(this.transactor.reader);
  }

  byCode(code: string): Promise<ListedProduct> {
    return this.products.byCode(this.transactor.reader, code);
  }

  openPages(product: ListedProduct): Promise<number> {
    return this.products.openPages(this.transactor.reader, product);
  }

  edit(input: EditProductInput): Promise<EditedProduct> {
    return this.editProduct.execute(input);
  }
}

/** The reason in words; undefined for anything that is no refusal of the catalogue. */
export function refusalText(error: unknown): string | undefined {
  if (error instanceof ProductRefused) return productProblemText(error.details);
  return error instanceof UnknownProduct ? unknownProductText(error.details.asked) : undefined;
}
