import { isIP } from "node:net";
import { resolve } from "node:path";
import { z } from "zod";
import { ExpectedError } from "./expected-error.ts";

function wholeNumber(min: number, max: number) {
  const digits = z.string().trim().regex(/^\d+$/).transform(Number);
  return z.union([z.number(), digits]).pipe(z.int().min(min).max(max));
}

function isDatabaseUrl(value: string): boolean {
  // A URL may leave its host out (`postgres://me@/graph?host=/var/run/postgresql`); URL itself insists on one.
  return /^postgres(ql)?:\/\//.test(value) && URL.canParse(value.replace("@/", "@localhost/"));
}

/** Every setting. The variable is the name in capitals: `dataDir` is read from `DATA_DIR`. */
const settings = {
  port: wholeNumber(0, 65_535).default(4000).meta({
    description: "The port to listen on; 0 takes a free one.",
    expected: "a whole number from 0 to 65535",
  }),
  host: z
    .string()
    .refine((value) => isIP(value) !== 0 || /^[a-z0-9_.-]+$/i.test(value))
    .default("127.0.0.1")
    .meta({
      description: "The address to listen on; 0.0.0.0 or :: lets other machines in.",
      expected: "an IP address or a host name",
    }),
  databaseUrl: z.string().refine(isDatabaseUrl).optional().meta({
    description:
      "The PostgreSQL (15 or later) to use, over a direct or session-pooled connection. Without it criugraph runs one of its own, with its data in DATA_DIR.",
    expected: "postgres://user:password@host:5432/database",
    secret: true,
  }),
  dataDir: z.string().default(".criugraph").meta({
    description: "The folder of criugraph's own PostgreSQL; not used with DATABASE_URL.",
    expected: "a folder, absolute or from the working folder",
  }),
  readAccess: z.enum(["anyone", "token"]).default("anyone").meta({
    description: "Who may ask without a token: anyone, or nobody. Writes need a token in any case.",
    expected: "anyone or token",
  }),
  logLevel: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info").meta({
    description: "The least severe lines to log.",
    expected: "fatal, error, warn, info, debug, trace or silent",
  }),
  readPoolSize: wholeNumber(1, 100).default(8).meta({
    description: "The most database sessions that answer queries at one time.",
    expected: "a whole number from 1 to 100",
  }),
  writePoolSize: wholeNumber(1, 100).default(4).meta({
    description: "The most database sessions that write at one time.",
    expected: "a whole number from 1 to 100",
  }),
  viewpointCacheSize: wholeNumber(1, 1_048_576).default(256).meta({
    description:
      "The mebibytes that what is worked out of past days, of some sources or under assumptions may take while it is kept.",
    expected: "a whole number from 1 to 1048576",
  }),
  mostSubscriptions: wholeNumber(0, 100_000).default(2000).meta({
    description: "The most subscriptions that may be open at one time; 0: none.",
    expected: "a whole number from 0 to 100000",
  }),
  webhookTargets: z.enum(["public", "any"]).default("public").meta({
    description:
      "Where webhooks may lead: to https addresses of the public internet alone, or to any, also of this machine and of private networks, and by http.",
    expected: "public or any",
  }),
  statementTimeout: wholeNumber(100, 600_000).default(5000).meta({
    description: "The milliseconds after which the database gives up on one statement of a query.",
    expected: "a whole number from 100 to 600000",
  }),
};

/** The settings of one program, parsed: `dataDir` is absolute, `databaseUrl` absent means the embedded server. */
export type Config = z.output<z.ZodObject<typeof settings>>;
type Setting = keyof Config;

/** The variable a setting is read from. */
export function environmentName(setting: string): string {
  return setting.replace(/[A-Z]/g, "_$&").toUpperCase();
}

function flagName(setting: string): string {
  return `--${setting.replace(/[A-Z]/g, "-$&").toLowerCase()}`;
}

/** One row per setting, as `.env.example` and the README show it. */
export function describeSettings() {
  return Object.entries(settings).map(([setting, schema]) => {
    const { description = "", expected } = schema.meta() ?? {};
    const value: unknown = schema.parse(undefined);
    return { name: environmentName(setting), description, expected: String(expected), default: value };
  });
}

/**
 * The settings of `env`, with `flags` (named like the fields of {@link Config}) before them. An empty variable
 * counts as absent.
 *
 * @throws ExpectedError that names every wrong setting, one line each, without showing secrets.
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  flags: Readonly<Partial<Record<Setting, unknown>>> = {},
): Config {
  const problems: string[] = [];
  const config = Object.entries(settings).map(([setting, schema]) => {
    const flag = flags[setting as Setting];
    const value = flag ?? (env[environmentName(setting)] || undefined);
    const parsed = schema.safeParse(value);
    if (parsed.success) return [setting, parsed.data];
    const { expected, secret } = schema.meta() ?? {};
    const name = flag === undefined ? environmentName(setting) : flagName(setting);
    const shown = secret ? "is wrong" : `is ${JSON.stringify(value)}`;
    problems.push(`${name} ${shown}; expected ${expected}`);
    return [setting, undefined];
  });
  if (problems.length > 0) throw new ExpectedError(problems.join("\n"), { exitCode: 2 });
  const read = Object.fromEntries(config) as Config;
  return { ...read, dataDir: resolve(read.dataDir) };
}
