import type uPlot from 'uplot';
import { lonePoints, traceLength } from './latency-trace.ts';

/** A line below this many ms looks flat: half a pixel up and down is no news. */
const leastScaleMs = 100;

/** How the latency trace is drawn. Colours are looked up at each drawing, so that they follow the theme. */
export function traceOptions(element: HTMLElement, size: { width: number; height: number }): uPlot.Options {
  const colour = (role: string) => () => getComputedStyle(element).getPropertyValue(`--nori-${role}`);
  return {
    ...size,
    padding: [4, 4, 3, 2],
    legend: { show: false },
    cursor: { show: false },
    axes: [{ show: false }, { show: false }],
    scales: {
      x: { time: false, range: [0, traceLength - 1] },
      y: { range: (_, __, slowest: number | null) => [0, Math.max(leastScaleMs, slowest ?? 0)] },
    },
    series: [
      {},
      {
        stroke: colour('accent'),
        fill: colour('accent-soft'),
        width: 1.25,
        points: {
          size: 3,
          fill: colour('accent'),
          filter: (chart, index) => lonePoints([...(chart.data[index] ?? [])]),
        },
      },
      {
        stroke: colour('danger'),
        paths: () => null,
        points: { show: true, size: 4, width: 1, stroke: colour('danger'), fill: colour('danger') },
      },
    ],
  };
}
