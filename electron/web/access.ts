import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Who may use this host: whoever came by a link that only the person who started it has seen. */
export interface Access {
  /** A new one-time secret. The one before it, if still unused, is void. */
  newToken(): string;
  /** Swaps the current token for a session's secret, once; null for any other token. */
  exchange(token: string): string | null;
  /** Whether a request's `Cookie` header carries a session of ours. */
  admits(cookieHeader: string | undefined): boolean;
  /** The `Set-Cookie` header that hands a session's secret to a browser. */
  setCookie(secret: string): string;
}

const newSecret = () => randomBytes(32).toString('base64url');
const digest = (secret: string) => createHash('sha256').update(secret).digest();

/**
 * Creates the access rules of one host. Browsers keep cookies by host and not by port, so the name holds the port:
 * two hosts on one machine would overwrite each other's. Sessions live as long as the process.
 */
export function createAccess(port: number): Access {
  const cookieName = `nori-${String(port)}`;
  const sessions = new Set<string>();
  let current: Buffer | null = null;
  return {
    newToken: () => {
      const token = newSecret();
      current = digest(token);
      return token;
    },
    exchange: (token) => {
      if (current === null || !timingSafeEqual(digest(token), current)) return null;
      current = null;
      const secret = newSecret();
      sessions.add(digest(secret).toString('hex'));
      return secret;
    },
    // Compared by digest: how long a lookup takes says nothing about the secret.
    admits: (cookieHeader) =>
      cookieValues(cookieHeader, cookieName).some((value) => sessions.has(digest(value).toString('hex'))),
    setCookie: (secret) => `${cookieName}=${secret}; Path=/; HttpOnly; SameSite=Strict`,
  };
}

function cookieValues(header: string | undefined, name: string): string[] {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim());
  return pairs.filter((pair) => pair.startsWith(`${name}=`)).map((pair) => pair.slice(name.length + 1));
}
