/** Who asks could not be found out: a sentence for whoever asked. It never holds what they sent. */
export class AuthenticationError extends Error {
  override name = "AuthenticationError";
  /** False where they sent nothing that could be wrong. */
  readonly cameWithToken: boolean;

  constructor(message: string, { cameWithToken = true } = {}) {
    super(message);
    this.cameWithToken = cameWithToken;
  }
}

/** A token was one, and has expired or was revoked. */
export class EndedTokenError extends AuthenticationError {
  override name = "EndedTokenError";
  /** What the token was called. */
  readonly token: string;

  constructor(token: string, how: string) {
    super(`the token "${token}" ${how}`);
    this.token = token;
  }
}
