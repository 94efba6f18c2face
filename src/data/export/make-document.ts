import type { AnyRecord } from "../../domain/noun.ts";

/** One entry of a list of a document, or of the last entry of another list of it. */
export interface Entry {
  readonly list: string;
  readonly within?: string;
  readonly record: AnyRecord;
}

type GrowingDocument = Record<string, unknown>;

/** Entries in one document. Every document fits into memory, however much is said of one thing. */
const mostEntries = 1_000;

/**
 * The document of a thing and all that is said of it; or several, where that is much. Each of them says what the
 * thing is, so that each is whole by itself.
 */
export async function* makeDocuments(
  own: AnyRecord,
  entries: AsyncIterable<Entry>,
): AsyncGenerator<AnyRecord> {
  let document: GrowingDocument = { ...own };
  let count = 0;
  const holders = new Map<string, AnyRecord>();
  for await (const { list, within, record } of entries) {
    if (count === mostEntries) {
      yield document;
      document = { ...own };
      count = 0;
    }
    const holder = within === undefined ? document : lastOf(document, within, holders.get(within) ?? {});
    listOf(holder, list).push({ ...record });
    if (within === undefined) holders.set(list, record);
    count += 1;
  }
  yield document;
}

function listOf(document: GrowingDocument, list: string): GrowingDocument[] {
  const entries = (document[list] ?? []) as GrowingDocument[];
  document[list] = entries;
  return entries;
}

/** The last entry of a list; where its document is another one, it is there anew. */
function lastOf(document: GrowingDocument, list: string, holder: AnyRecord): GrowingDocument {
  const entries = listOf(document, list);
  const last = entries.at(-1) ?? { ...holder };
  if (entries.length === 0) entries.push(last);
  return last;
}
