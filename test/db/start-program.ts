import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll } from "vitest";
import { packageRoot } from "../../src/package-root.ts";

/** What a program says when its database is open. */
export interface Opened {
  applied: string[];
  notices: string[];
  milliseconds: number;
}

/** A running `program.ts`. */
export interface Program {
  readonly pid: number;
  readonly opened: Opened;
  ask(): Promise<unknown>;
  /** Lets it close its database and returns its exit code. */
  close(): Promise<number | null>;
  /** Ends it, and what is in its process group, as nothing can be prepared for. */
  kill(): Promise<void>;
}

interface Options {
  /** Runs as this user of the operating system. */
  readonly uid?: number;
  /** The clone whose code runs. */
  readonly root?: string;
}

/** Starts a program and waits until its database is open. */
export async function startProgram(env: Record<string, string>, options: Options = {}): Promise<Program> {
  const { child, lines, ended, stderr } = launch(env, options);
  const first = await Promise.race([lines.next(), ended]);
  if (Array.isArray(first) || first.done) throw new Error(`the program failed: ${stderr()}`);
  return {
    pid: child.pid as number,
    opened: JSON.parse(first.value),
    ask: async () => {
      child.stdin.write("ask\n");
      return JSON.parse((await lines.next()).value);
    },
    close: async () => {
      child.stdin.write("close\n");
      const [code] = await ended;
      return code;
    },
    kill: async () => {
      process.kill(-(child.pid as number), "SIGKILL");
      await ended;
    },
  };
}

/** Runs a program that should fail. One that does not end is killed, and has no exit code. */
export async function failProgram(env: Record<string, string>, options: Options = {}) {
  const { child, ended, stderr } = launch(env, { ...options, timeout: 15_000 });
  child.stdin.end();
  const [code] = await ended;
  return { code, stderr: stderr() };
}

let openCopy: string | undefined;
afterAll(() => {
  if (openCopy) rmSync(openCopy, { recursive: true });
  openCopy = undefined;
});

/** A clone whose code this user can read: ours, or a copy of it where ours is below a closed folder. */
function rootFor(uid: number | undefined): string {
  if (uid === undefined) return packageRoot;
  const asUser = { uid, gid: uid, cwd: "/" };
  if (spawnSync("test", ["-r", join(packageRoot, "package.json")], asUser).status === 0) return packageRoot;
  if (!openCopy) {
    openCopy = mkdtempSync(join(tmpdir(), "criugraph-open-"));
    chmodSync(openCopy, 0o755);
    for (const name of ["src", "schema", "test", "package.json", "node_modules"]) {
      cpSync(join(packageRoot, name), join(openCopy, name), { recursive: true, verbatimSymlinks: true });
    }
  }
  return openCopy;
}

function launch(
  env: Record<string, string>,
  { uid, root = rootFor(uid), timeout }: Options & { timeout?: number },
) {
  const child = spawn(process.execPath, ["--import", "tsx", join(root, "test", "db", "program.ts")], {
    cwd: root,
    env: { PATH: process.env.PATH ?? "", TMPDIR: "/tmp", ...env },
    ...(uid !== undefined && { uid, gid: uid }),
    ...(timeout !== undefined && { timeout, killSignal: "SIGKILL" }),
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  const errors: string[] = [];
  child.stderr.on("data", (chunk) => errors.push(String(chunk)));
  return {
    child,
    lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](),
    ended: once(child, "close") as Promise<[number | null]>,
    stderr: () => errors.join(""),
  };
}
