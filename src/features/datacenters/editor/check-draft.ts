import {
  type Profile,
  type ProfileInput,
  profileSchema,
  type SecretChanges,
  type SecretName,
  secretNames,
} from '#contract/profile.ts';
import { err, ok, type Result } from '#contract/result.ts';
import type { Draft } from './draft.ts';
import { type FieldErrors, fieldErrorsOf, ownChecks } from './field-errors.ts';

export type Checked = { readonly profile: Profile; readonly secrets: SecretChanges };

/** The profile that the draft says, or what is wrong with each field. */
export function checkDraft(draft: Draft): Result<Checked, FieldErrors> {
  const errors = ownChecks(draft);
  const parsed = profileSchema.safeParse(profileInput(draft));
  if (!parsed.success) for (const [field, word] of fieldErrorsOf(parsed.error)) errors.set(field, word);
  if (!parsed.success || errors.size > 0) return err(errors);
  return ok({ profile: parsed.data, secrets: secretChanges(draft) });
}

function profileInput(draft: Draft): Record<keyof ProfileInput, unknown> {
  const text = (value: string) => (value.trim() === '' ? null : value);
  const ms = (value: string) => (value.trim() === '' ? Number.NaN : Number(value) * 1_000);
  return {
    id: draft.id,
    name: draft.name,
    colour: draft.colour,
    url: draft.url.trim(),
    accounts: draft.accounts.map(({ id, label }) => ({ id: id.trim(), label: label.trim() })),
    auth: draft.auth === 'basic' ? { kind: 'basic', username: draft.username } : { kind: draft.auth },
    headers: Object.fromEntries(draft.headers.map(({ name, value }) => [name.trim(), value])),
    tls: {
      ca: text(draft.ca),
      clientCertificate: text(draft.clientCertificate),
      allowSelfSigned: draft.allowSelfSigned,
    },
    proxy:
      draft.proxy === 'http'
        ? { kind: 'http', url: draft.proxyUrl.trim(), username: draft.proxyUsername }
        : { kind: 'direct' },
    polling: {
      paused: draft.paused,
      fastIntervalMs: ms(draft.fastInterval),
      slowIntervalMs: ms(draft.slowInterval),
      requestTimeoutMs: ms(draft.requestTimeout),
    },
    safety: draft.safety,
  };
}

function secretChanges({ secrets }: Draft): SecretChanges {
  const changes: Partial<Record<SecretName, string | null>> = {};
  for (const name of secretNames) {
    const secret = secrets[name];
    if (secret.kind === 'clear') changes[name] = null;
    // An empty field was opened and left: nothing is meant by it.
    if (secret.kind === 'set' && secret.value !== '') changes[name] = secret.value;
  }
  return changes;
}
