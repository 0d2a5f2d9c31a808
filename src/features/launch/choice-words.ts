import type {
  Image,
  InstanceSpec,
  Network,
  PlainYaml,
  SecurityGroup,
  SecurityGroupRule,
  SshKeyPair,
  YamlColumn,
} from '#contract/resources.ts';
import { meaningOf } from '#contract/security-rule.ts';
import { assertNever } from '#contract/result.ts';
import { formatAge, formatMemory } from '../../i18n/format.ts';
import type { Words } from '../../i18n/words.ts';
import { sourceWords, trafficWords } from '../../i18n/rule-words.ts';
import { type Catalogue, imageObstacle, type Obstacle, readAt, roomFor, specObstacle } from './catalogue.ts';
import type { Choice } from './choice.ts';

export type Telling = {
  readonly t: Words;
  readonly now: number;
  readonly catalogue: Catalogue;
  /** The account that launches: what belongs to others says so. */
  readonly account: string;
};

export function obstacleWords(obstacle: Obstacle, t: Words): string {
  switch (obstacle.kind) {
    case 'no-host-arch':
      return t('launch.obstacle_no_host_arch', { arch: obstacle.arch });
    case 'no-host-hypervisor':
      return t('launch.obstacle_no_host_hypervisor', {
        arch: obstacle.arch,
        hypervisor: obstacle.hypervisor,
      });
    case 'image-arch':
      return t('launch.obstacle_image_arch', { arch: obstacle.arch });
    case 'host-offline':
      return t('launch.obstacle_host_offline', { status: obstacle.status });
    case 'host-arch':
      return t('launch.obstacle_host_arch');
    case 'host-hypervisor':
      return t('launch.obstacle_host_hypervisor');
    case 'host-full':
      return t('launch.obstacle_host_full');
    default:
      return assertNever(obstacle);
  }
}

/** `as of 3 min ago`, or that nobody knows. */
export const asOfWords = (at: number | null, now: number, t: Words): string =>
  at === null ? t('launch.asOfNever') : t('launch.asOf', { age: formatAge(now - at, t) });

/** An obstacle that the hosts make, with the age of what is known of them. */
function dated(obstacle: Obstacle | null, { t, now, catalogue }: Telling): string | null {
  if (obstacle === null) return null;
  const words = obstacleWords(obstacle, t);
  if (obstacle.kind === 'image-arch') return words;
  return `${words} (${asOfWords(readAt(catalogue.status, ['host_nodes']), now, t)})`;
}

function ownerFact(accountId: string, { t, account, catalogue }: Telling): readonly string[] {
  if (accountId === account) return [];
  const label = catalogue.profile.accounts.find(({ id }) => (id as string) === accountId)?.label;
  return [t('launch.owner', { account: label === undefined || label === '' ? accountId : label })];
}

/** The described first and what has only an id last, each by its words. */
const titled = (description: string | null, id: string): string =>
  description === null || description.trim() === '' ? id : description.trim();

export function imageChoice(image: Image, telling: Telling): Choice {
  const { t, now, catalogue } = telling;
  return {
    id: image.id,
    title: titled(image.description, image.id),
    facts: [
      image.id,
      image.arch,
      t(`launch.boot_${image.bootDevice}`),
      t(image.isPublic ? 'launch.public' : 'launch.private'),
      ...(image.state === '' ? [] : [t('launch.imageState', { state: image.state })]),
      t('launch.created', { age: formatAge(now - image.createdAt, t) }),
      ...ownerFact(image.accountId, telling),
    ],
    obstacle: dated(imageObstacle(image, catalogue), telling),
    note: image.state === '' ? t('launch.imageNoState') : null,
  };
}

export function specChoice(spec: InstanceSpec, image: Image | null, telling: Telling): Choice {
  const { t, catalogue } = telling;
  const room = roomFor(spec, catalogue);
  const [drives, nics] = [driveWords(spec.drives), nicWords(spec.vifs)];
  return {
    id: spec.id,
    title: `${t('launch.cores', { n: spec.cpuCores })}, ${formatMemory(spec.memoryMb)}`,
    facts: [
      spec.id,
      spec.hypervisor,
      spec.arch,
      drives === '' ? t('launch.noDrives') : t('launch.drives', { list: drives }),
      nics === '' ? t('launch.noNics') : t('launch.nics', { list: nics }),
      ...(room === null ? [] : [t('launch.fitsNow', { n: room.total })]),
      ...ownerFact(spec.accountId, telling),
    ],
    obstacle: dated(specObstacle(spec, catalogue, image), telling),
  };
}

type Mapping = Readonly<Record<string, PlainYaml>>;
const isMapping = (value: PlainYaml): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `ephemeral1 100 MB local`; what a mapping does not say is left out. */
function driveWords({ value }: YamlColumn): string {
  return Object.entries(value ?? {})
    .map(([name, drive]) => {
      if (!isMapping(drive)) return name;
      const { size, type, snapshot_id: snapshot } = drive;
      const parts = [typeof size === 'number' ? formatMemory(size) : '', type, snapshot];
      return [name, ...parts.filter((part) => typeof part === 'string' && part !== '')].join(' ');
    })
    .join(', ');
}

function nicWords({ value }: YamlColumn): string {
  return Object.entries(value ?? {})
    .map(([name, nic]) => {
      const bandwidth = isMapping(nic) ? nic['bandwidth'] : null;
      return typeof bandwidth === 'number' ? `${name} ${String(bandwidth / 1_000)} Mbit/s` : name;
    })
    .join(', ');
}

export function networkChoice(network: Network, telling: Telling): Choice {
  const { t } = telling;
  return {
    id: network.id,
    title: titled(network.description, network.id),
    facts: [
      network.id,
      `${network.ipv4Network}/${String(network.prefix)}`,
      network.ipv4Gateway === null
        ? t('launch.noGateway')
        : t('launch.gateway', { address: network.ipv4Gateway }),
      t(network.natNetworkNumber === null ? 'launch.noNat' : 'launch.nat'),
      ...ownerFact(network.accountId, telling),
    ],
  };
}

export function groupChoice(group: SecurityGroup, telling: Telling): Choice {
  const { t } = telling;
  return {
    id: group.id,
    title: titled(group.description, group.id),
    facts: [group.id, ...ownerFact(group.accountId, telling)],
    lines: group.rules.length === 0 ? [t('launch.noRules')] : group.rules.map((rule) => ruleWords(rule, t)),
  };
}

function ruleWords(rule: SecurityGroupRule, t: Words): string {
  const { traffic, source } = meaningOf(rule);
  const from = source.kind === 'group' ? t('launch.ruleMembers', { id: source.id }) : sourceWords(source, t);
  return t('launch.rule', { traffic: trafficWords(traffic, t), source: from });
}

export function keyChoice(key: SshKeyPair, telling: Telling): Choice {
  const { t, now } = telling;
  return {
    id: key.id,
    title: titled(key.description, key.id),
    facts: [
      key.id,
      key.fingerprint,
      t('launch.created', { age: formatAge(now - key.createdAt, t) }),
      ...ownerFact(key.accountId, telling),
    ],
    note: key.hasStoredPrivateKey ? t('launch.keyStored') : null,
  };
}

/** What belongs to the launching account comes first, then what can be chosen, then by words. */
export function inOrder(choices: readonly Choice[]): readonly Choice[] {
  const rank = ({ obstacle }: Choice) => (obstacle == null ? 0 : 1);
  return choices.toSorted(
    (a, b) => rank(a) - rank(b) || a.title.localeCompare(b.title, undefined, { numeric: true }),
  );
}
