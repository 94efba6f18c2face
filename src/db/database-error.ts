import pg from "pg";
import { ExpectedError } from "../expected-error.ts";

/** Where a connection leads, for people: never its password. */
export interface Destination {
  readonly database: string;
  readonly user: string;
  /** `host:port`, or the folder of a socket. */
  readonly server: string;
}

/**
 * Reads where `config` leads, as `pg` itself does, with all its defaults.
 *
 * @throws ExpectedError for a DATABASE_URL that is none.
 */
export function destinationOf(config: pg.ClientConfig): Destination {
  try {
    const { host, port, database = "", user = "" } = new pg.Client(config);
    return { database, user, server: host.startsWith("/") ? host : `${host}:${port}` };
  } catch (error) {
    // The cause would show the URL.
    const { message } = error as Error;
    throw new ExpectedError(
      `DATABASE_URL cannot be read: ${message}; expected postgres://user:password@host:5432/database`,
      {
        exitCode: 2,
      },
    );
  }
}

/** Why no session with the database could be had, as one sentence that names what and where. */
export function explainConnectError(error: unknown, { database, user, server }: Destination): ExpectedError {
  const { code = "", message } = error as NodeJS.ErrnoException;
  const sentence = (): string => {
    switch (code) {
      case "3D000":
        return `There is no database "${database}" on the PostgreSQL server at ${server}: create it (createdb), or correct DATABASE_URL.`;
      case "28P01":
        return `The PostgreSQL server at ${server} does not accept the password of user "${user}": correct DATABASE_URL.`;
      case "28000":
        return `The PostgreSQL server at ${server} does not let user "${user}" in: ${message}.`;
      case "42501":
        return `User "${user}" may not connect to database "${database}" at ${server}: ${message}.`;
      case "53300":
        return `The PostgreSQL server at ${server} has no session left: ${message}.`;
      case "57P03":
        return `The PostgreSQL server at ${server} is not ready: ${message}.`;
      case "ENOTFOUND":
      case "EAI_AGAIN":
        return `No connection to database "${database}" at ${server}: the host name is not known. Correct DATABASE_URL.`;
      default:
        return /^SASL: .*password/.test(message)
          ? `The PostgreSQL server at ${server} wants a password for user "${user}": put it in DATABASE_URL.`
          : `No connection to database "${database}" at ${server}: ${reason(error)}. Start that server, or correct DATABASE_URL.`;
    }
  };
  return new ExpectedError(sentence(), { cause: error });
}

/** A host with several addresses fails with several errors, and without a message. */
function reason(error: unknown): string {
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  const { code, message } = first as NodeJS.ErrnoException;
  if (code === "ECONNREFUSED") return "connection refused";
  if (code === "ENOENT") return "no socket there";
  if (/Connection terminated/.test(message)) return "it hung up, or took too long to answer";
  if (/timeout|timed out|ETIMEDOUT/i.test(`${code} ${message}`)) return "no answer in time";
  return message;
}

/** Why the database could not be migrated, as one sentence; one that is a sentence already stays. */
export function explainMigrationError(
  error: unknown,
  { database, user, server }: Destination,
): ExpectedError {
  if (error instanceof ExpectedError) return error;
  // Drizzle wraps what Postgres answers.
  const { code, message } = ((error as Error).cause ?? error) as NodeJS.ErrnoException;
  const place = `database "${database}" at ${server}`;
  const sentence =
    code === "42501"
      ? `User "${user}" may not make criugraph's tables in ${place} (${message}): let it own the database, or grant it CREATE on the database and on a schema.`
      : code === "55P03"
        ? `Another session has been changing ${place} for too long: try again when it is done.`
        : `The ${place} could not be migrated, and stays as it was: ${message}.`;
  return new ExpectedError(sentence, { cause: error });
}
