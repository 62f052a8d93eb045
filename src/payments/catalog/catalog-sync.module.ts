import { type DynamicModule, Module } from '@nestjs/common';
import { ProductsRepository } from '../../billing/catalog/products.repository.js';
import { ProviderPricesRepository } from '../../billing/catalog/provider-prices.repository.js';
import type { AppConfig } from '../../config/app-config.js';
import { ConfigModule } from '../../config/config.module.js';
import { DatabaseModule } from '../../database/database.module.js';
import { StripeClient } from '../stripe-client.js';
import { PublishCatalog } from './publish-catalog.js';
import { StripeCatalogue } from './stripe-catalogue.js';

/** The parts of billing and payments that publishing needs: no HTTP, no jobs, so that none are taken and left undone. */
@Module({})
export class CatalogSyncModule {
  static with(config: AppConfig): DynamicModule {
    return {
      module: CatalogSyncModule,
      imports: [ConfigModule.forRoot(config), DatabaseModule],
      providers: [
        StripeClient,
        ProductsRepository,
        ProviderPricesRepository,
        StripeCatalogue,
        PublishCatalog,
      ],
    };
  }
}
