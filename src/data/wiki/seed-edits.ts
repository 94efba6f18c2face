import { access, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Document, isMap, isSeq, parseDocument, visit } from "yaml";
import type { AnyRecord } from "../../domain/noun.ts";
import { ExpectedError } from "../../expected-error.ts";

/** A fact as a seed file has it: every scalar is text. */
export type SeedFact = Readonly<Record<string, unknown>>;

/** Seed files that are being changed; comments and the order of what is there stay. */
export class SeedEdits {
  readonly #folder: string;
  readonly #documents = new Map<string, Document>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @throws ExpectedError where the file is there */
  async create(name: string, schema: string, record: AnyRecord): Promise<void> {
    const path = join(this.#folder, name);
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) throw new ExpectedError(`${path} is there already, though the graph does not know it.`);
    this.#documents.set(name, makeDocument(schema, record));
  }

  /** Adds to the list at `path`, before what is of a later day. */
  async add(name: string, schema: string, path: readonly string[], record: AnyRecord): Promise<void> {
    const document = await this.#open(name, schema, path);
    const list = path.length === 0 ? document.contents : document.getIn(path);
    if (!isSeq(list)) return document.setIn(path, document.createNode([record]));
    const later = list.items.findIndex(
      (item) => isMap(item) && String(item.get("date")) > String(record.date),
    );
    list.items.splice(record.date && later >= 0 ? later : list.items.length, 0, document.createNode(record));
  }

  /** Puts a record in the place of a fact. */
  async replace(
    name: string,
    path: readonly string[],
    isIt: (fact: SeedFact) => boolean,
    record: AnyRecord,
  ): Promise<void> {
    const { document, place } = await this.#find(name, path, isIt);
    document.setIn(place, document.createNode(record));
  }

  /** Adds a source to those of a fact. */
  async cite(
    name: string,
    path: readonly string[],
    isIt: (fact: SeedFact) => boolean,
    source: string,
  ): Promise<void> {
    const { document, place } = await this.#find(name, path, isIt);
    document.addIn([...place, "sources"], document.createNode(source));
  }

  async #find(name: string, path: readonly string[], isIt: (fact: SeedFact) => boolean) {
    const document = await this.#open(name, "", path);
    const list = document.getIn(path);
    const facts: unknown = isSeq(list) ? list.toJS(document) : [];
    const index = (facts as SeedFact[]).findIndex(isIt);
    if (index < 0) {
      throw new ExpectedError(
        `${join(this.#folder, name)} does not have a fact of its ${path.join(".")} that the graph has and the page says again. Take it from an export first.`,
      );
    }
    return { document, place: [...path, index] };
  }

  /** Writes all files, or none; returns their paths. */
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
