import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ClientConfig } from "pg";
import type { Place } from "./embedded-place.ts";

/** Windows' PostgreSQL has sockets too, but Node.js cannot speak to them: there it is a port of this machine. */
export const usesSocket = process.platform !== "win32";

/** Holds the password of a server that listens on a port. */
export function passwordFile(place: Place): string {
  return join(place.home, "postgres.password");
}

/** How to reach a database of the server at `host` (a folder, where it is a socket) and `port`. */
export function connectionTo(place: Place, host: string, port: number, database: string): ClientConfig {
  return {
    host,
    port,
    database,
    user: "criugraph",
    ssl: false,
    ...(!usesSocket && { password: readFileSync(passwordFile(place), "utf8") }),
  };
}
