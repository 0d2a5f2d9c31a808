import fc from 'fast-check';

/**
 * Property tests try the same cases everywhere, so that a red run is red for its change. `NORI_SEED=random` tries
 * others, `NORI_SEED=123` those of a failure.
 */
const wanted = process.env['NORI_SEED'] ?? '20111201';

if (wanted !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(wanted) });
