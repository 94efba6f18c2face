import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { ExpectedError } from "../../expected-error.ts";
import { normalizeName } from "../../normalize-name.ts";

/**
 * Reads who is meant by names of a page: YAML, a name and whose it is on each line. An empty value means that the
 * name is that of a person of its own.
 *
 * @returns by name, as names are compared
 * @throws ExpectedError for a file that cannot be read or says something else
 */
export async function readAnswers(path: string): Promise<[name: string, answer: string][]> {
  let value: unknown;
  try {
    value = parse(await readFile(path, "utf8"), { schema: "failsafe" });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "there is no such file" : message;
    throw new ExpectedError(`${path} cannot be read: ${reason}.`, { exitCode: 2, cause });
  }
  const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
  const entries = isMap ? Object.entries(value as object) : [];
  if (entries.length === 0 || entries.some(([, answer]) => typeof answer !== "string")) {
    throw new ExpectedError(
      `${path}: expected a name and whose it is on each line, as "Adrian: Adrian Reber".`,
      {
        exitCode: 2,
      },
    );
  }
  return entries.map(([name, answer]) => [normalizeName(name), answer || name]);
}
