import { describe, expect, it } from 'vitest';
import { lonePoints, summariseLatencies, traceOf } from './latency-trace.ts';

const answers = (...times: (number | null)[]) => times.map((ms, at) => ({ at, ms }));

describe('the latency summary', () => {
  it('is none before the first request', () => {
    expect(summariseLatencies([])).toBeNull();
  });

  it('tells median and slowest of what was answered, and how many failed', () => {
    expect(summariseLatencies(answers(80, 2_000, null, 90, 85))).toEqual({
      count: 5,
      failed: 1,
      medianMs: 90,
      slowestMs: 2_000,
    });
  });

  it('knows no durations where everything failed', () => {
    expect(summariseLatencies(answers(null, null))).toMatchObject({
      failed: 2,
      medianMs: null,
      slowestMs: null,
    });
  });
});

describe('the latency trace', () => {
  it('has a gap and a mark where a request failed, and ends at the right', () => {
    expect(traceOf(answers(80, null, 90))).toEqual([
      [57, 58, 59],
      [80, null, 90],
      [null, 0, null],
    ]);
  });

  it('finds the answers that no line reaches', () => {
    expect(lonePoints([80, null, 90, 95, null, 70])).toEqual([0, 5]);
  });
});
