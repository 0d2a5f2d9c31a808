import { normaliseBaseUrl } from '#contract/base-url.ts';
import { type AppError, appError } from '#contract/errors.ts';
import type { Profile } from '#contract/profile.ts';
import { err, ok, type Result } from '#contract/result.ts';

/**
 * A profile whose shape is right, checked for what a schema can't say: a usable base URL (answered normalised),
 * accounts named once, a name no other datacenter has (whatever the case). Answers `profile/invalid` with the
 * field, or `profile/name-taken`.
 */
export function checkProfile(profile: Profile, others: readonly Profile[]): Result<Profile> {
  const url = normaliseBaseUrl(profile.url);
  if (!url.ok) return url;
  const accounts = profile.accounts.map((account) => account.id);
  if (new Set(accounts).size < accounts.length)
    return err(invalidField('accounts', 'an account is named twice'));
  if (others.some((other) => sameName(other.name, profile.name))) {
    return err(
      appError('profile/name-taken', 'another datacenter has this name', {
        field: 'name',
        name: profile.name,
      }),
    );
  }
  return ok({ ...profile, url: url.value });
}

/** A profile that can't be used, by the field at fault. Carries no value: a wrong field may hold a secret. */
export const invalidField = (field: string, message: string): AppError =>
  appError('profile/invalid', message, { field });

const sameName = (a: string, b: string): boolean => plain(a) === plain(b);
const plain = (name: string): string => name.trim().normalize('NFKC').toLowerCase();
