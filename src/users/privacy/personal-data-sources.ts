import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { eraseOrder, PersonalData } from './personal-data.js';

/** Everything in the product that stores something about people. */
@Injectable()
export class PersonalDataSources {
  private known: readonly PersonalData[] | undefined;

  constructor(private readonly discovery: DiscoveryService) {}

  /** In the order in which they are erased. */
  get all(): readonly PersonalData[] {
    this.known ??= this.discovery
      .getProviders()
      .map(({ instance }) => instance as unknown)
      .filter((instance) => instance instanceof PersonalData)
      .sort((one, other) => eraseOrder.indexOf(one.stage) - eraseOrder.indexOf(other.stage));
    return this.known;
  }
}
