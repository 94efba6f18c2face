import type { Plugin } from "graphql-yoga";
import type { Logger } from "pino";
import { AuthenticationError, EndedTokenError } from "../auth/authentication-error.ts";
import { bearerToken } from "../auth/bearer-token.ts";
import type { TokenLookup } from "../auth/token-lookup.ts";
import type { Config } from "../env.ts";
import { anonymous, bearerOf, type Viewer } from "../graphql/viewer.ts";
import { refuseUnauthenticated, tellFailure } from "./refuse-request.ts";

const viewers = new WeakMap<Request, Viewer>();

/** Who sent a request that {@link useAuthentication} let pass. */
export function viewerOf(request: Request): Viewer {
  const viewer = viewers.get(request);
  if (!viewer) throw new Error("a request came past the authentication");
  return viewer;
}

/**
 * Finds out who asks before anything else is done with a request, and refuses those whose token is wrong: they are
 * never taken for anonymous. Whose token has ended hears that from each mutation, and is refused by `refuseEnded` for
 * the rest. Who asks in process says so. Reads without a token cost nothing.
 */
export function useAuthentication({
  tokens,
  readAccess,
  log,
}: {
  readonly tokens: TokenLookup;
  readonly readAccess: Config["readAccess"];
  readonly log: Logger;
}): Plugin<object, { viewer?: Viewer }> {
  const identify = (request: Request): Viewer | Promise<Viewer> => {
    const secret = bearerToken(request);
    if (secret !== undefined) {
      const again = async (): Promise<Viewer> => ({ ...bearerOf(await tokens.find(secret)), again });
      return again();
    }
    if (readAccess === "anyone") return anonymous;
    throw new AuthenticationError(closed, { cameWithToken: false });
  };
  // A mutation says so itself, which is seen once it is read; on a closed server nothing is read.
  const mayTellMutations = ({ method }: Request, { pathname }: URL) =>
    readAccess === "anyone" && method === "POST" && pathname === "/graphql";
  return {
    onRequest: async ({ request, url, serverContext, endResponse }) => {
      try {
        viewers.set(request, serverContext.viewer ?? (await identify(request)));
      } catch (error) {
        if (error instanceof EndedTokenError && mayTellMutations(request, url)) {
          viewers.set(request, { name: error.token, scopes: new Set(), ended: error.message });
          return;
        }
        const isTheirs = error instanceof AuthenticationError;
        endResponse(isTheirs ? refuseUnauthenticated(request, error) : tellFailure(request, error, log));
      }
    },
  };
}

const closed =
  'this server answers only those who have a token: send `Authorization: Bearer <token>`; in the playground, put {"Authorization": "Bearer <token>"} under Headers';
