import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What a running server, or one that was killed, wrote about itself. */
export interface Postmaster {
  readonly pid: number;
  /** The folder of its socket, or the address it listens on. */
  readonly host: string;
  readonly port: number;
  /** False while it starts and while it stops. */
  readonly isReady: boolean;
}

/** Where Postgres keeps it. */
export function postmasterFile(data: string): string {
  return join(data, "postmaster.pid");
}

/** Reads the file of the server of `data`; undefined where there is none, or only its beginning yet. */
export function readPostmaster(data: string): Postmaster | undefined {
  let text: string;
  try {
    text = readFileSync(postmasterFile(data), "utf8");
  } catch {
    return undefined;
  }
  // https://www.postgresql.org/docs/18/storage-file-layout.html names the lines; miscadmin.h numbers them.
  const [pid, , , port, socketFolder, address, , status] = text.split("\n").map((line) => line.trim());
  if (!pid) return undefined;
  return {
    pid: Math.abs(Number(pid)),
    host: socketFolder || address || "127.0.0.1",
    port: Number(port ?? 0),
    isReady: status === "ready",
  };
}

/** Whether a process of that number runs. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Whether process `pid` is a server of `data`. A server that was killed leaves its file, and its number goes to
 * another process, which must be neither waited for nor stopped.
 */
export function isServerOf(pid: number, data: string): boolean {
  if (!isAlive(pid)) return false;
  switch (process.platform) {
    case "linux":
      return linuxArguments(pid).includes(`\0-D\0${data}\0`);
    case "win32":
      // Nothing tells; Postgres itself does not look further there either.
      return true;
    default:
      return bsdArguments(pid).includes(` -D ${data} `);
  }
}

function linuxArguments(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

function bsdArguments(pid: number): string {
  try {
    return execFileSync("ps", ["-ww", "-o", "args=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}
