import { createHash } from 'node:crypto';

export const SCOPES = [
  'read',
  'read_all',
  'profile:read_all',
  'profile:write',
  'activity:read',
  'activity:read_all',
  'activity:write',
] as const;

const ACCESS_TOKEN_LIFE_S = 21_600;
const REUSE_ABOVE_S = 3600;
const CODE_LIFE_MS = 600_000;

/** What one athlete has allowed the application. */
export interface Grant {
  athleteId: number;
  scope: string[];
  refreshToken: string;
  accessTokens: { token: string; expiresAtS: number }[];
}

interface Code {
  athleteId: number;
  scope: string[];
  issuedAtMs: number;
}

export interface IssuedTokens {
  token_type: 'Bearer';
  expires_at: number;
  expires_in: number;
  refresh_token: string;
  access_token: string;
}

export interface GrantRules {
  /** A fresh code is refused for so long. */
  codeRefusedForMs: number;
  rotateRefreshTokens: boolean;
}

/** Codes, grants and their tokens. A refresh token dies the moment a new one is given out. */
export function grantBook(
  clock: () => number,
  seed: string,
  rules: GrantRules,
  saved: Grant[] = [],
) {
  const grants = new Map(saved.map((grant) => [grant.athleteId, grant]));
  const codes = new Map<string, Code>();
  let refreshes = 0;
  let issued = 0;
  const token = (what: string) => {
    issued += 1;
    return createHash('sha1').update(`${seed} ${what} ${clock()} ${issued}`).digest('hex');
  };

  function issue(grant: Grant): IssuedTokens {
    const nowS = Math.floor(clock() / 1000);
    grant.accessTokens = grant.accessTokens.filter((access) => access.expiresAtS > nowS);
    let access = grant.accessTokens.findLast((one) => one.expiresAtS - nowS > REUSE_ABOVE_S);
    if (!access) {
      access = { token: token('access'), expiresAtS: nowS + ACCESS_TOKEN_LIFE_S };
      grant.accessTokens.push(access);
    }
    if (rules.rotateRefreshTokens) grant.refreshToken = token('refresh');
    return {
      token_type: 'Bearer',
      expires_at: access.expiresAtS,
      expires_in: access.expiresAtS - nowS,
      refresh_token: grant.refreshToken,
      access_token: access.token,
    };
  }

  return {
    grants: grants as ReadonlyMap<number, Grant>,
    get refreshes() {
      return refreshes;
    },
    newCode(athleteId: number, scope: string[]): string {
      const code = token('code');
      codes.set(code, { athleteId, scope, issuedAtMs: clock() });
      return code;
    },
    /** Tokens for a code; null when it is unknown, used, expired or too fresh. */
    exchange(code: string): { athleteId: number; tokens: IssuedTokens } | null {
      const found = codes.get(code);
      const age = found ? clock() - found.issuedAtMs : 0;
      if (!found || age < rules.codeRefusedForMs) return null;
      codes.delete(code);
      if (age > CODE_LIFE_MS) return null;
      const grant = grants.get(found.athleteId) ?? {
        athleteId: found.athleteId,
        scope: [],
        refreshToken: token('refresh'),
        accessTokens: [],
      };
      grant.scope = found.scope;
      grants.set(found.athleteId, grant);
      return { athleteId: found.athleteId, tokens: issue(grant) };
    },
    /** New tokens for a living refresh token, else null. */
    refresh(refreshToken: string): IssuedTokens | null {
      const grant = [...grants.values()].find((one) => one.refreshToken === refreshToken);
      if (!grant) return null;
      refreshes += 1;
      return issue(grant);
    },
    byAccessToken(accessToken: string): Grant | null {
      const nowS = Math.floor(clock() / 1000);
      for (const grant of grants.values()) {
        if (grant.accessTokens.some((one) => one.token === accessToken && one.expiresAtS > nowS)) {
          return grant;
        }
      }
      return null;
    },
    byAnyToken(anyToken: string): Grant | null {
      for (const grant of grants.values()) {
        if (grant.refreshToken === anyToken) return grant;
        if (grant.accessTokens.some((one) => one.token === anyToken)) return grant;
      }
      return null;
    },
    /** Lets every access token of an athlete expire now. */
    expireAccess(athleteId: number): void {
      const grant = grants.get(athleteId);
      if (grant) grant.accessTokens = [];
    },
    end(athleteId: number): void {
      grants.delete(athleteId);
    },
  };
}
