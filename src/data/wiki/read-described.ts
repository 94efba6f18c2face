import { join } from "node:path";
import type { IntegrationRecord } from "../../domain/integration.ts";
import { parseDocument } from "../parse-document.ts";
import { readSeedFolder } from "../seed-folder.ts";
import { seedKinds } from "../seed-kind.ts";
import { parseSeedText } from "../seed-text.ts";

/**
 * The integrations that seed files describe, without a fact: what a graph without them calls an integration is then
 * what it is called where they are loaded. Files with mistakes are passed over; `criugraph check` is for those.
 */
export async function readDescribed(folder: string): Promise<IntegrationRecord[]> {
  const kind = seedKinds.find(({ name }) => name === "integration");
  if (!kind) throw new Error("there are no seed files of integrations");
  const files = await readSeedFolder(join(folder, kind.folder));
  return files.flatMap(({ shown, bytes }) => {
    const text = parseSeedText(shown, bytes);
    if (text.problems.length > 0) return [];
    const { records } = parseDocument(kind, text.value);
    return records
      .filter(({ noun }) => noun === "integration")
      .map(({ record }) => record as unknown as IntegrationRecord);
  });
}
