import { Injectable } from '@nestjs/common';
import { createRequire } from 'node:module';
import { chartFont, chartOption, chartSize } from './chart-option.js';
import type { Report } from './report.js';

const require = createRequire(import.meta.url);
/** From a package, because the image of the container has no fonts. */
const fontFiles = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'];

/** Draws a report as a PNG picture. What it needs is loaded for the first one, so processes that draw none stay small. */
@Injectable()
export class ReportChart {
  async draw(report: Report): Promise<Buffer> {
    const { renderAsync } = await import('@resvg/resvg-js');
    const image = await renderAsync(svgOf(report), {
      font: {
        loadSystemFonts: false,
        fontFiles: fontFiles.map((file) => require.resolve(`dejavu-fonts-ttf/ttf/${file}`)),
        defaultFontFamily: chartFont,
        sansSerifFamily: chartFont,
      },
    });
    return image.asPng();
  }
}

function svgOf(report: Report): string {
  // The bundle of the common charts loads in a sixth of the time of the package's hundreds of modules.
  const echarts = require('echarts/dist/echarts.common.min.js') as typeof import('echarts');
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, ...chartSize });
  try {
    chart.setOption(chartOption(report));
    return chart.renderToSVGString();
  } finally {
    // An instance that is not disposed of stays in a table of the library for ever.
    chart.dispose();
  }
}
