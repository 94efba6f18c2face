import { access, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Document, isSeq, parseDocument, visit } from "yaml";
import type { AnyRecord, NounName } from "../../domain/noun.ts";
import { ExpectedError } from "../../expected-error.ts";
import type { PageDifference } from "./compare-page.ts";
import { recordsOf } from "./write-page.ts";

/**
 * Adds what a page says that the graph does not to the seed files below a folder: to the files that are there, and in
 * new ones. All files are put together before one is written.
 *
 * @returns the paths of the files that were made or changed.
 * @throws ExpectedError for a file that cannot be read or written
 */
export async function writePageSeeds(folder: string, difference: PageDifference): Promise<string[]> {
  const files = new SeedFiles(folder);
  const records = recordsOf(difference);
  const all = (noun: NounName): readonly AnyRecord[] => records[noun] ?? [];
  for (const record of all("contributor"))
    await files.create(`contributors/${record.slug}.yml`, "contributor", record);
  for (const record of all("source")) await files.add("sources/criu-wiki.yml", "sources", [], record);
  for (const record of all("integration"))
    await files.create(`integrations/${record.slug}.yml`, "integration", record);
  for (const { integration, ...report } of all("status-report")) {
    await files.add(`integrations/${integration}.yml`, "integration", ["status"], report);
  }
  for (const { contributor, ...contribution } of all("contribution")) {
    await files.add(`contributors/${contributor}.yml`, "contributor", ["contributions"], contribution);
  }
  return files.write();
}

/** Seed files that are being changed; comments and the order of what is there stay. */
class SeedFiles {
  readonly #folder: string;
  readonly #documents = new Map<string, Document>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async create(name: string, schema: string, record: AnyRecord): Promise<void> {
    const path = join(this.#folder, name);
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) throw new ExpectedError(`${path} is there already, though the graph does not know it.`);
    this.#documents.set(name, makeDocument(schema, record));
  }

  async add(name: string, schema: string, path: readonly string[], record: AnyRecord): Promise<void> {
    const document = await this.#open(name, schema, path);
    const list = path.length === 0 ? document.contents : document.getIn(path);
    const node = document.createNode(record);
    if (isSeq(list)) list.add(node);
    else document.setIn(path, document.createNode([record]));
  }

  async write(): Promise<string[]> {
    const paths: string[] = [];
    const made: string[] = [];
    try {
      for (const [name, document] of this.#documents) {
        const path = join(this.#folder, name);
        await mkdir(dirname(path), { recursive: true });
        made.push(`${path}.new`);
        await writeFile(`${path}.new`, render(document));
        paths.push(path);
      }
      for (const path of paths) await rename(`${path}.new`, path);
    } catch (cause) {
      await Promise.all(made.map((path) => rm(path, { force: true })));
      throw new ExpectedError(
        `The seeds in ${this.#folder} cannot be written: ${(cause as Error).message}.`,
        { cause },
      );
    }
    return paths;
  }

  async #open(name: string, schema: string, path: readonly string[]): Promise<Document> {
    const known = this.#documents.get(name);
    if (known) return known;
    const file = join(this.#folder, name);
    const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
      // Only the list of sources may begin here: a node has a file, or is made.
      if (error.code === "ENOENT" && path.length === 0) return null;
      throw new ExpectedError(
        `${file} cannot be read: ${error.code === "ENOENT" ? "there is no such file" : error.message}.`,
      );
    });
    const document = text === null ? makeDocument(schema, []) : (parseDocument(text) as unknown as Document);
    const [wrong] = document.errors;
    if (wrong) throw new ExpectedError(`${file} is no YAML: ${wrong.message}`);
    this.#documents.set(name, document);
    return document;
  }
}

function makeDocument(schema: string, value: unknown): Document {
  const document = new Document(value);
  document.commentBefore = ` yaml-language-server: $schema=../schema/${schema}.json`;
  return document;
}

function render(document: Document): string {
  visit(document, {
    Pair(_, { key, value }) {
      if (
        String(key) === "sources" &&
        isSeq(value) &&
        value.items.every((item) => "value" in (item as object))
      ) {
        value.flow = true;
      }
    },
  });
  // The reference to a schema stands right above what it is of.
  return document
    .toString({ lineWidth: 112, flowCollectionPadding: false })
    .replace(/^(# yaml-.*\n)\n/, "$1");
}
