import type { EndpointHealth } from '#contract/endpoint.ts';

type Latencies = EndpointHealth['latencies'];

/** The last answers in four numbers. The durations are null where every request failed. */
export type LatencySummary = {
  readonly count: number;
  readonly failed: number;
  readonly medianMs: number | null;
  readonly slowestMs: number | null;
};

/** Answers null before the first request. */
export function summariseLatencies(latencies: Latencies): LatencySummary | null {
  if (latencies.length === 0) return null;
  const answered = latencies.flatMap(({ ms }) => (ms === null ? [] : [ms])).sort((a, b) => a - b);
  return {
    count: latencies.length,
    failed: latencies.length - answered.length,
    medianMs: answered[Math.floor(answered.length / 2)] ?? null,
    slowestMs: answered.at(-1) ?? null,
  };
}

/** Columns to draw: places, durations with gaps where a request failed, and marks on the ground in those gaps. */
export type Trace = [xs: number[], ms: (number | null)[], failures: (number | null)[]];

/** How many answers the engine tells at most, and so how wide the trace is: new ones come in at the right. */
export const traceLength = 60;

/**
 * Answers stand side by side at equal distances: a sweep's pages come within a second and the next sweep half a
 * minute later, so that by time they would be a few upright strokes.
 */
export function traceOf(latencies: Latencies): Trace {
  const first = traceLength - latencies.length;
  return [
    latencies.map((_, at) => first + at),
    latencies.map(({ ms }) => ms),
    latencies.map(({ ms }) => (ms === null ? 0 : null)),
  ];
}

/** Places of answers between two failures: a line needs two points, so these are drawn as dots. */
export const lonePoints = (values: readonly (number | null | undefined)[]): number[] =>
  values.flatMap((value, at) =>
    value != null && values[at - 1] == null && values[at + 1] == null ? [at] : [],
  );
