import type { DatacenterId } from '#contract/ids.ts';
import type { InstanceSpec } from '#contract/resources.ts';
import { type Catalogue, placeObstacle, roomFor, type Room } from './catalogue.ts';
import { specFacts } from './carry-over.ts';

/** What a datacenter could take of a launch. */
export type Alternative = {
  readonly datacenterId: DatacenterId;
  /** The spec of equal facts there; null where there is none. */
  readonly specId: string | null;
  /** Null where nothing is known of the hosts. */
  readonly room: Room | null;
  readonly obstacle: ReturnType<typeof placeObstacle>;
};

/** Where instances like these can run, the roomiest datacenter first; those that can't take any come last. */
export function alternativesFor(
  spec: InstanceSpec,
  catalogues: readonly Catalogue[],
): readonly Alternative[] {
  return catalogues.map((catalogue) => alternativeIn(spec, catalogue)).sort((a, b) => rank(b) - rank(a));
}

function alternativeIn(spec: InstanceSpec, catalogue: Catalogue): Alternative {
  const equals = catalogue.specs.filter((one) => specFacts(one) === specFacts(spec));
  const found = equals.find(({ id }) => id === spec.id) ?? equals[0];
  return {
    datacenterId: catalogue.profile.id,
    specId: found?.id ?? null,
    room: found === undefined ? null : roomFor(found, catalogue),
    obstacle: placeObstacle(catalogue),
  };
}

const rank = ({ specId, room, obstacle }: Alternative): number =>
  specId === null ? -2 : obstacle !== null ? -1 : (room?.total ?? 0);
