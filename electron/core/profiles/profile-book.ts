import { datacenterIdFor } from '#contract/datacenter-id.ts';
import { type AppError, appError, type ErrorDetails } from '#contract/errors.ts';
import type { DatacenterId } from '#contract/ids.ts';
import { datacenterColours, type Profile, profileSchema } from '#contract/profile.ts';
import type { ProfileEntry, ProfilesFile } from '#contract/profile-file.ts';
import { err, ok, type Result } from '#contract/result.ts';
import { checkProfile } from './check-profile.ts';

type Entry =
  | { readonly kind: 'profile'; readonly profile: Profile }
  /** Kept as it stands in the file, for its author to put right. */
  | { readonly kind: 'unreadable'; readonly entry: ProfileEntry };

/** The profiles in the order of the file, with the entries that could not be read in their places. */
export type ProfileBook = { readonly entries: readonly Entry[]; readonly origins: ProfilesFile['origins'] };

/**
 * Reads a file's entries one by one. A bad one makes a `profile/invalid` notice naming its place and field and
 * costs the others nothing. What a hand-written entry leaves out is filled in: the id from the name, a colour
 * unlike its neighbours', accounts given as bare ids.
 */
export function readProfilesFile(file: ProfilesFile): {
  readonly book: ProfileBook;
  readonly notices: readonly AppError[];
} {
  const taken = new Set(file.datacenters.flatMap((entry) => statedText(entry, 'id') ?? []));
  const entries: Entry[] = [];
  const profiles: Profile[] = [];
  const notices: AppError[] = [];
  file.datacenters.forEach((entry, index) => {
    const read = readEntry(entry, index, taken, profiles);
    if (read.ok) {
      taken.add(read.value.id);
      profiles.push(read.value);
      entries.push({ kind: 'profile', profile: read.value });
    } else {
      notices.push(read.error);
      entries.push({ kind: 'unreadable', entry });
    }
  });
  return { book: { entries, origins: file.origins }, notices };
}

/** The file that says what the book does; unreadable entries go back as they came. */
export const toProfilesFile = (book: ProfileBook): ProfilesFile => ({
  version: 1,
  datacenters: book.entries.map((entry) => (entry.kind === 'profile' ? entry.profile : entry.entry)),
  origins: book.origins,
});

/** The profiles that can be used, in the order of the file. */
export const profilesOf = (book: ProfileBook): readonly Profile[] =>
  book.entries.flatMap((entry) => (entry.kind === 'profile' ? [entry.profile] : []));

/** The profile of a datacenter, or null. */
export const profileOf = (book: ProfileBook, id: DatacenterId): Profile | null =>
  profilesOf(book).find((profile) => profile.id === id) ?? null;

/**
 * Whether any entry may be this datacenter's. An unreadable one without an id may be anybody's, so that nothing is
 * forgotten over a slip of the pen.
 */
export const namesDatacenter = (book: ProfileBook, id: DatacenterId): boolean =>
  book.entries.some((entry) =>
    entry.kind === 'profile' ? entry.profile.id === id : (statedText(entry.entry, 'id') ?? id) === id,
  );

/** Adds a profile at the end or replaces the one with its id in place. Fails as `checkProfile` does. */
export function withProfile(
  book: ProfileBook,
  profile: Profile,
): Result<{ readonly book: ProfileBook; readonly profile: Profile }> {
  const others = profilesOf(book).filter((other) => other.id !== profile.id);
  const checked = checkProfile(profile, others);
  if (!checked.ok) return checked;
  const entry: Entry = { kind: 'profile', profile: checked.value };
  const at = book.entries.findIndex((other) => isEntryOf(other, profile.id));
  const entries = at === -1 ? [...book.entries, entry] : book.entries.with(at, entry);
  return ok({ book: { ...book, entries }, profile: checked.value });
}

/** Drops a datacenter's profile; unreadable entries stay. */
export const withoutProfile = (book: ProfileBook, id: DatacenterId): ProfileBook => ({
  ...book,
  entries: book.entries.filter((entry) => !isEntryOf(entry, id)),
});

/** Notes which URL the stored inventory of a datacenter was read from; null that nothing is stored. */
export function withOrigin(book: ProfileBook, id: DatacenterId, url: string | null): ProfileBook {
  const others = Object.entries(book.origins).filter(([name]) => name !== id);
  return { ...book, origins: Object.fromEntries(url === null ? others : [...others, [id, url]]) };
}

const isEntryOf = (entry: Entry, id: DatacenterId): boolean =>
  entry.kind === 'profile' && entry.profile.id === id;

function readEntry(
  entry: ProfileEntry,
  index: number,
  taken: ReadonlySet<string>,
  before: readonly Profile[],
): Result<Profile> {
  const place = { entry: index + 1, name: statedText(entry, 'name')?.slice(0, 80) ?? null };
  if (!isMapping(entry)) return err(unreadable(place, ''));
  const parsed = profileSchema.safeParse(filledIn(entry, index, taken));
  if (!parsed.success)
    return err(unreadable(place, parsed.error.issues[0]?.path.map(String).join('.') ?? ''));
  if (before.some((other) => other.id === parsed.data.id)) return err(unreadable(place, 'id'));
  const checked = checkProfile(parsed.data, before);
  return checked.ok ? checked : err(unreadable(place, String(checked.error.details?.field ?? '')));
}

const unreadable = (place: ErrorDetails, field: string): AppError =>
  appError('profile/invalid', 'a datacenter in profiles.json could not be read', { ...place, field });

type Mapping = Readonly<Record<string, ProfileEntry>>;

const isMapping = (entry: ProfileEntry): entry is Mapping =>
  typeof entry === 'object' && entry !== null && !Array.isArray(entry);

function filledIn(entry: Mapping, index: number, taken: ReadonlySet<string>): Mapping {
  const name = statedText(entry, 'name');
  const { accounts } = entry;
  return {
    ...(name === undefined ? {} : { id: datacenterIdFor(name, taken) }),
    colour: datacenterColours[index % datacenterColours.length] ?? 'blue',
    ...entry,
    ...(Array.isArray(accounts) ? { accounts: accounts.map(toAccount) } : {}),
  };
}

const toAccount = (account: ProfileEntry): ProfileEntry =>
  typeof account === 'string' ? { id: account } : account;

function statedText(entry: ProfileEntry, field: string): string | undefined {
  const value = isMapping(entry) ? entry[field] : undefined;
  return typeof value === 'string' ? value : undefined;
}
