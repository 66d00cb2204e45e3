// Signing in by OpenID Connect: authorization code with PKCE, as a client without a secret. Tokens are in memory; what
// has to outlive the way to the issuer and back is worth nothing without this browser, and is used once.
import { Observable, type TokenReason } from '@smipay/support-client';
import * as oauth from 'oauth4webapi';
import type { Identity, OpenIdSettings } from './identity.ts';

const UNDER_WAY = 'support/openid';
/** That somebody was signed in in this tab: after a reload they are sent to the issuer, which knows them still. */
const SIGNED_IN = 'support/signed-in';

interface UnderWay {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly address: string;
}

export class OpenId {
  readonly #settings: OpenIdSettings;
  readonly #client: oauth.Client;
  readonly #options: { [oauth.allowInsecureRequests]: boolean };
  #server: oauth.AuthorizationServer | null = null;

  constructor(settings: OpenIdSettings) {
    this.#settings = settings;
    this.#client = { client_id: settings.client_id };
    const { protocol, hostname } = new URL(settings.issuer);
    // Without TLS only on this machine.
    this.#options = { [oauth.allowInsecureRequests]: protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname) };
  }

  /** Who has just come back from the issuer, or goes there again by themselves; null where somebody has to choose to. */
  async resume(role: Identity['role']): Promise<Identity | null> {
    const back = new URLSearchParams(location.search);
    const underWay = sessionStorage.getItem(UNDER_WAY);
    if (underWay && back.has('state') && (back.has('code') || back.has('error'))) {
      sessionStorage.removeItem(UNDER_WAY);
      // However it ends, a reload must not bring the code once more.
      const { address, ...request } = JSON.parse(underWay) as UnderWay;
      history.replaceState(null, '', address);
      dispatchEvent(new PopStateEvent('popstate'));
      return this.#arrive(role, back, request);
    }
    if (sessionStorage.getItem(SIGNED_IN)) await this.begin();
    return null;
  }

  /** Leaves the page. */
  async begin(): Promise<void> {
    const server = await this.#discovered();
    const request = { state: oauth.generateRandomState(), nonce: oauth.generateRandomNonce(), verifier: oauth.generateRandomCodeVerifier(), address: location.pathname + location.search };
    sessionStorage.setItem(UNDER_WAY, JSON.stringify(request satisfies UnderWay));
    const address = new URL(server.authorization_endpoint!);
    const parameters = {
      client_id: this.#client.client_id,
      redirect_uri: this.#redirect,
      response_type: 'code',
      scope: this.#settings.scope,
      code_challenge: await oauth.calculatePKCECodeChallenge(request.verifier),
      code_challenge_method: 'S256',
      state: request.state,
      nonce: request.nonce,
    };
    for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
    location.assign(address);
  }

  get #redirect(): string {
    return location.origin + location.pathname;
  }

  async #discovered(): Promise<oauth.AuthorizationServer> {
    if (!this.#server) {
      const issuer = new URL(this.#settings.issuer);
      this.#server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, this.#options));
    }
    return this.#server;
  }

  async #arrive(role: Identity['role'], back: URLSearchParams, { state, nonce, verifier }: Omit<UnderWay, 'address'>): Promise<Identity> {
    sessionStorage.removeItem(SIGNED_IN);
    const server = await this.#discovered();
    const parameters = oauth.validateAuthResponse(server, this.#client, back, state);
    const answer = await oauth.authorizationCodeGrantRequest(server, this.#client, oauth.None(), parameters, this.#redirect, verifier, this.#options);
    let tokens = await oauth.processAuthorizationCodeResponse(server, this.#client, answer, { expectedNonce: nonce, requireIdToken: true });
    const claims = oauth.getValidatedIdTokenClaims(tokens)!;
    sessionStorage.setItem(SIGNED_IN, 'yes');
    const ended = new Observable(false);
    const renew = async () => {
      const before = tokens;
      if (!before.refresh_token) throw new Error('The issuer prolongs nothing');
      const fresh = await oauth.processRefreshTokenResponse(server, this.#client, await oauth.refreshTokenGrantRequest(server, this.#client, oauth.None(), before.refresh_token, this.#options));
      tokens = { ...fresh, refresh_token: fresh.refresh_token ?? before.refresh_token };
    };
    return {
      id: claims.sub.toLowerCase(),
      name: String(claims['name'] ?? claims['email'] ?? claims.sub),
      role,
      ended,
      signInAgain: () => this.begin(),
      signOut: () => {
        sessionStorage.removeItem(SIGNED_IN);
        const end = new URL(server.end_session_endpoint ?? location.pathname, location.href);
        if (server.end_session_endpoint && tokens.id_token) end.searchParams.set('id_token_hint', tokens.id_token);
        location.assign(end);
      },
      token: async (reason: TokenReason) => {
        if (reason !== 'first') {
          await renew().catch((error: unknown) => {
            // A line that is away passes; a refusal does not.
            if (!(error instanceof TypeError)) ended.set(true);
            throw error;
          });
        }
        return tokens.access_token;
      },
    };
  }
}
