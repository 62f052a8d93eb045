import { Controller, Get, Header, Headers, UnauthorizedException } from '@nestjs/common';
import { createHash, timingSafeEqual } from 'node:crypto';
import { AppConfig } from '../config/app-config.js';
import { Metrics } from './metrics.js';

/** Prometheus text; with `METRICS_TOKEN` only for who knows it. */
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly config: AppConfig,
    private readonly metrics: Metrics,
  ) {}

  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async read(@Headers('authorization') authorization: string | undefined): Promise<string> {
    const { metricsToken } = this.config;
    if (metricsToken !== undefined && !same(authorization ?? '', `Bearer ${metricsToken}`)) {
      throw new UnauthorizedException();
    }
    return this.metrics.text();
  }
}

function same(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
