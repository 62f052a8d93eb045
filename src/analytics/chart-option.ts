import type { EChartsCoreOption } from 'echarts/core';
import { decimalsOf } from '../kernel/money.js';
import { countLabel, dayLabel, isLabelled, shortMoneyLabel, spanLabel } from './chart-labels.js';
import { type Panel, type PanelLine, panelsOf } from './chart-panels.js';
import type { Report } from './report.js';

export const chartSize = { width: 1200, height: 800 } as const;
export const chartFont = 'DejaVu Sans';

const ink = '#1f2937';
const faint = '#6b7280';
const edge = { left: 150, right: 56, top: 112, bottom: 28 };
const panelTitle = 58;
const dayLabels = 44;

/** Everything that the picture shows; sizes are made for a phone, where it is a third as wide. */
export function chartOption(report: Report): EChartsCoreOption {
  const panels = panelsOf(report);
  const days = report.series.map(({ day }) => day);
  const places = placesOf(panels.length);
  return {
    animation: false,
    backgroundColor: '#ffffff',
    textStyle: { fontFamily: chartFont, color: ink },
    title: [
      {
        text: `Last ${report.days} days`,
        subtext: `${spanLabel(report.firstDay, report.lastDay)} · ${report.timeZone}`,
        left: 32,
        top: 20,
        itemGap: 8,
        textStyle: { fontFamily: chartFont, fontSize: 36, color: ink },
        subtextStyle: { fontFamily: chartFont, fontSize: 23, color: faint },
      },
      ...panels.flatMap((panel, index) => titlesOf(panel, places[index])),
    ],
    grid: places.map(({ top, height }) => ({
      left: edge.left,
      right: edge.right,
      top: top + panelTitle,
      height,
    })),
    xAxis: panels.map((_panel, index) => dayAxis(days, index, index === panels.length - 1)),
    yAxis: panels.map((panel, index) => valueAxis(panel, index, panels.length > 2 ? 2 : 3)),
    series: panels.flatMap((panel, index) => panel.lines.map((line) => seriesOf(panel, line, index))),
    graphic: panels.flatMap((panel, index) => (isEmpty(panel) ? [emptyNote(panel, places[index])] : [])),
  };
}

interface Place {
  readonly top: number;
  /** Of the plot alone, without its title. */
  readonly height: number;
}

function placesOf(count: number): [Place, ...Place[]] {
  const free = chartSize.height - edge.top - edge.bottom - dayLabels;
  const share = Math.floor(free / count);
  const place = (index: number): Place => ({
    top: edge.top + index * share,
    height: share - panelTitle - 12,
  });
  return [place(0), ...Array.from({ length: count - 1 }, (_, index) => place(index + 1))];
}

/** Each line's name at a place of its own: widths of text are only estimated when there is no screen. */
function titlesOf(panel: Panel, place: Place | undefined): object[] {
  return panel.lines.map(({ legend, color }, index) => ({
    text: `{mark|■}{text| ${legend}}`,
    left: 32 + index * 600,
    top: (place?.top ?? 0) + 4,
    textStyle: {
      fontFamily: chartFont,
      rich: { mark: { fontSize: 28, color }, text: { fontSize: 26, color: ink } },
    },
  }));
}

function dayAxis(days: readonly string[], gridIndex: number, isLast: boolean): object {
  return {
    type: 'category',
    gridIndex,
    data: days,
    axisLine: { lineStyle: { color: '#9ca3af' } },
    axisTick: { show: false },
    axisLabel: {
      show: isLast,
      interval: (index: number) => isLabelled(days.length, index),
      formatter: (_day: string, index: number) => dayLabel(days, index),
      fontSize: 23,
      color: faint,
      margin: 14,
      hideOverlap: false,
    },
  };
}

function valueAxis(panel: Panel, gridIndex: number, splitNumber: number): object {
  const wholeOnly = panel.currency === undefined || decimalsOf(panel.currency) === 0;
  return {
    type: 'value',
    gridIndex,
    min: 0,
    ...(isEmpty(panel) ? { max: 1 } : {}),
    ...(wholeOnly ? { minInterval: 1 } : {}),
    splitNumber,
    axisLabel: {
      show: !isEmpty(panel),
      fontSize: 23,
      color: faint,
      formatter: (value: number) => valueLabel(panel, value),
    },
    splitLine: { show: !isEmpty(panel), lineStyle: { color: '#e5e7eb' } },
  };
}

function seriesOf(panel: Panel, { color, values }: PanelLine, index: number): object {
  const place = { xAxisIndex: index, yAxisIndex: index };
  if (isEmpty(panel)) return { type: 'line', ...place, data: [] };
  const isShort = values.length <= 7;
  if (panel.kind === 'line') {
    const line = {
      showSymbol: isShort,
      symbolSize: 12,
      lineStyle: { width: 4, color },
      itemStyle: { color },
    };
    return { type: 'line', ...place, ...line, data: values };
  }
  const radius = values.length > 30 ? 2 : 5;
  const best = values.indexOf(Math.max(...values));
  const data = values.map((value, day) => ({
    value,
    // Today is still growing, so it is half as strong.
    itemStyle: {
      color: day === values.length - 1 ? `${color}80` : color,
      borderRadius: [radius, radius, 0, 0],
    },
    label: { show: value > 0 && (isShort || day === best) },
  }));
  const label = {
    position: 'top',
    fontSize: 22,
    color: ink,
    formatter: ({ value }: { value: number }) => valueLabel(panel, value),
  };
  return { type: 'bar', ...place, barCategoryGap: '25%', barMaxWidth: 72, label, data };
}

const isEmpty = ({ lines }: Panel): boolean =>
  lines.every(({ values }) => values.every((value) => value === 0));

function emptyNote(panel: Panel, place: Place | undefined): object {
  const top = (place?.top ?? 0) + panelTitle + (place?.height ?? 0) / 2 - 18;
  const style = { text: panel.emptyNote, fontSize: 28, fontFamily: chartFont, fill: faint };
  return { type: 'text', left: 'center', top, style };
}

function valueLabel({ currency }: Panel, value: number): string {
  if (currency === undefined) return countLabel(value);
  return shortMoneyLabel({ amount: Math.round(value * 10 ** decimalsOf(currency)), currency });
}
