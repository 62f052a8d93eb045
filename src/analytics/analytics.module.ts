import { Global, Module } from '@nestjs/common';
import { ReportChart } from './report-chart.js';
import { ReportDb } from './report-db.js';
import { ReportQuery } from './report.query.js';
import { SeriesQuery } from './series.query.js';
import { TotalsQuery } from './totals.query.js';

/** Figures: SQL by day, read models over them, charts. Changes nothing. */
@Global()
@Module({
  providers: [ReportDb, TotalsQuery, SeriesQuery, ReportQuery, ReportChart],
  exports: [ReportQuery, ReportChart],
})
export class AnalyticsModule {}
