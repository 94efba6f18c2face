import { stringify } from "yaml";
import type { DocumentName } from "./seed-kind.ts";

/** What a seed file holds, and of which kind it is. */
export interface GraphDocument {
  readonly name: DocumentName;
  readonly document: unknown;
}

/** How documents are written one after the other. */
export const documentFormats = ["ndjson", "yaml"] as const;
export type DocumentFormat = (typeof documentFormats)[number];

/** The text of one document: a line of JSON, or a document of a YAML stream. */
export function renderDocument(format: DocumentFormat, { name, document }: GraphDocument): string {
  const named = { [name]: document };
  if (format === "ndjson") return `${JSON.stringify(named)}\n`;
  return `---\n${stringify(named, { lineWidth: 110, aliasDuplicateObjects: false })}`;
}
