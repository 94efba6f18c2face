import type { Pool } from "pg";
import { today } from "../day.ts";
import { type Analysis, analyse } from "./analysis.ts";
import { Archive } from "./archive/archive.ts";
import type { ViewArchive } from "./archive/view-archive.ts";
import { loadFacts } from "./load/load-facts.ts";
import { type Viewpoint, viewpointKey } from "./viewpoint.ts";

/** A viewpoint names a source nobody knows, or none. */
export class ViewpointError extends Error {
  override name = "ViewpointError";
}

/** How long what other processes wrote may go unseen, in milliseconds. */
const staleAfter = 1_000;
/** Analyses loaded at one time: each takes a session, and the others are for everybody else. */
const loadedAtOnce = 2;
/** Analyses kept, the least recently used going first. */
const keptAnalyses = 16;

/**
 * What a process knows of the graph beside its rows: the revision it has seen, the sources, and the analyses of
 * the viewpoints lately asked for. All of it is a projection of the database and can be thrown away.
 */
export class LiveGraph {
  readonly #pool: Pool;
  readonly #now: () => Date;
  #checkedAt = Number.NEGATIVE_INFINITY;
  #checking: Promise<void> | null = null;
  #revision = -1;
  #sourceIds: ReadonlyMap<string, number> = new Map();
  #analyses = new Map<string, Promise<Analysis>>();
  readonly #archive: Archive;
  #loading = 0;
  readonly #waiting: (() => void)[] = [];

  /** @param pool a pool that reads; @param now the clock, which decides what today is */
  constructor(pool: Pool, now: () => Date = () => new Date()) {
    this.#pool = pool;
    this.#now = now;
    this.#archive = new Archive(pool);
  }

  /** The number of the last write seen; every write numbered up to it is in what is answered from now on. */
  get revision(): number {
    return this.#revision;
  }

  /** Runs one statement on the read pool. */
  readonly run = async (query: {
    text: string;
    values: unknown[];
    name?: string;
  }): Promise<{ rows: unknown[][] }> => this.#pool.query({ ...query, rowMode: "array" });

  /** Resolves when what is known is at most a second old. */
  async ready(): Promise<void> {
    if (performance.now() - this.#checkedAt > staleAfter) await (this.#checking ?? this.refresh());
  }

  /** Looks for writes since; after it, nothing is answered from before them. */
  async refresh(): Promise<void> {
    // A check under way may have read the revision before the write it is asked to see.
    await this.#checking?.catch(() => {});
    this.#checking ??= this.#check().finally(() => {
      this.#checking = null;
    });
    await this.#checking;
  }

  /**
   * The viewpoint an `at` argument means.
   * @throws ViewpointError for an empty list of sources or a slug nobody knows
   */
  viewpoint(at: { asOf?: string | null; sources?: readonly string[] | null } | null | undefined): Viewpoint {
    const asOf = at?.asOf ?? today(this.#now());
    if (at?.sources == null) return { asOf, sourceIds: null };
    if (at.sources.length === 0) {
      throw new ViewpointError("at.sources is empty, expected slugs of sources, or null for all");
    }
    const ids = at.sources.map((slug) => {
      const id = this.#sourceIds.get(slug);
      if (id === undefined)
        throw new ViewpointError(`at.sources: there is no source ${JSON.stringify(slug)}`);
      return id;
    });
    return { asOf, sourceIds: [...new Set(ids)].sort((a, b) => a - b) };
  }

  /** The analysis of a viewpoint, from memory where nothing was written since. */
  loadAnalysis(viewpoint: Viewpoint): Promise<Analysis> {
    const key = viewpointKey(viewpoint);
    const known = this.#analyses.get(key);
    const analysis = known ?? this.#load(viewpoint);
    this.#analyses.delete(key);
    this.#analyses.set(key, analysis);
    if (!known) {
      const analyses = this.#analyses;
      analysis.catch(() => analyses.delete(key));
      const [oldest] = analyses.keys();
      if (analyses.size > keptAnalyses && oldest !== undefined) analyses.delete(oldest);
    }
    return analysis;
  }

  /** What is loaded of a viewpoint beside its analysis; what it assumes is nothing that could be loaded. */
  openArchive({ asOf, sourceIds }: Viewpoint): ViewArchive {
    return this.#archive.open({ asOf, sourceIds }, this.#revision);
  }

  async #load(viewpoint: Viewpoint): Promise<Analysis> {
    while (this.#loading >= loadedAtOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#loading += 1;
    try {
      return analyse(await loadFacts(this.#pool, viewpoint));
    } finally {
      this.#loading -= 1;
      this.#waiting.shift()?.();
    }
  }

  async #check(): Promise<void> {
    const checkedAt = performance.now();
    const { rows } = await this.#pool.query<{ revision: string }>("select revision from graph_revision");
    const revision = Number(rows[0]?.revision ?? 0);
    if (revision !== this.#revision) {
      const sources = await this.#pool.query<{ slug: string; id: string }>(
        "select slug, node_id as id from slugs where type = 'SOURCE'",
      );
      this.#sourceIds = new Map(sources.rows.map(({ slug, id }) => [slug, Number(id)]));
      this.#analyses = new Map();
      this.#revision = revision;
    }
    this.#checkedAt = checkedAt;
  }
}
