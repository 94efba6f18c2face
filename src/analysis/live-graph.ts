import type { Pool } from "pg";
import { today } from "../day.ts";
import { Gate } from "../gate.ts";
import { Analysis } from "./analysis.ts";
import { AnalysisCache } from "./analysis-cache.ts";
import { Archive } from "./archive/archive.ts";
import type { ViewArchive } from "./archive/view-archive.ts";
import { AssumptionError } from "./assumptions/assumption-error.ts";
import type { Redirects } from "./assumptions/assumption-index.ts";
import { assumptionKey } from "./assumptions/assumption-key.ts";
import type { Assumptions } from "./assumptions/assumptions.ts";
import { loadMoment } from "./load/load-moment.ts";
import { loadRedirects } from "./load/load-redirects.ts";
import { loadUpdate } from "./load/load-update.ts";
import { type Viewpoint, viewpointKey } from "./viewpoint.ts";

/** The `at` argument of a question. */
export interface ViewpointArgument {
  readonly asOf?: string | null;
  readonly sources?: readonly string[] | null;
  readonly assume?: Assumptions | null;
}

/** A viewpoint names a source nobody knows, or none, or assumes what cannot be assumed. */
export class ViewpointError extends Error {
  override name = "ViewpointError";
}

/** How long what other processes wrote may go unseen, in milliseconds. */
const staleAfter = 1_000;
/** Analyses loaded at one time: each takes a session, and the others are for everybody else. */
const loadedAtOnce = 2;
/** What analyses that are kept may weigh, in bytes, unless told otherwise. */
const keptBytes = 256 * 2 ** 20;

export interface LiveGraphOptions {
  readonly now?: () => Date;
  readonly maxBytes?: number;
}

/** The default viewpoint, as it was when it was last asked for. */
interface Latest {
  readonly asOf: string;
  readonly revision: number;
  readonly analysis: Analysis;
}

/**
 * What a process knows of the graph beside its rows: the revision it has seen, the sources, and the analyses of
 * the viewpoints lately asked for. All of it is a projection of the database and can be thrown away.
 */
export class LiveGraph {
  /** Between those who write through this process and those who find no moment to read in between. */
  readonly gate = new Gate();
  readonly #pool: Pool;
  readonly #now: () => Date;
  #checkedAt = Number.NEGATIVE_INFINITY;
  #checking: Promise<void> | null = null;
  #revision = -1;
  #sourceIds: ReadonlyMap<string, number> = new Map();
  #analyses: AnalysisCache;
  /** Brought up to date by what was written, not loaded again. */
  #latest: Latest | null = null;
  readonly #maxBytes: number;
  readonly #archive: Archive;
  #loading = 0;
  readonly #waiting: (() => void)[] = [];

  /**
   * @param pool a pool that reads
   * @param now the clock, which decides what today is
   * @param maxBytes what analyses of other viewpoints than the default one may weigh while they are kept
   */
  constructor(pool: Pool, { now = () => new Date(), maxBytes = keptBytes }: LiveGraphOptions = {}) {
    this.#pool = pool;
    this.#now = now;
    this.#maxBytes = maxBytes;
    this.#analyses = new AnalysisCache(maxBytes);
    this.#archive = new Archive(pool);
  }

  /** The number of the last write seen; every write numbered up to it is in what is answered from now on. */
  get revision(): number {
    return this.#revision;
  }

  /** The day it is. */
  get today(): string {
    return today(this.#now());
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
  viewpoint(at: ViewpointArgument | null | undefined): Viewpoint {
    const asOf = at?.asOf ?? today(this.#now());
    const assume = assumptionKey(at?.assume) === "" ? {} : { assume: at?.assume as Assumptions };
    if (at?.sources == null) return { asOf, sourceIds: null, ...assume };
    if (at.sources.length === 0) {
      throw new ViewpointError("at.sources is empty, expected slugs of sources, or null for all");
    }
    const ids = at.sources.map((slug) => {
      const id = this.#sourceIds.get(slug);
      if (id === undefined)
        throw new ViewpointError(`at.sources: there is no source ${JSON.stringify(slug)}`);
      return id;
    });
    return { asOf, sourceIds: [...new Set(ids)].sort((a, b) => a - b), ...assume };
  }

  /**
   * The analysis of a viewpoint, from memory where nothing was written since. What is assumed is not loaded: it
   * changes the analysis of the facts alone.
   * @throws ViewpointError for what cannot be assumed
   */
  async loadAnalysis({ assume, ...facts }: Viewpoint): Promise<Analysis> {
    const analyses = this.#analyses;
    const analysis = await analyses.get(viewpointKey(facts), () => this.#load(facts), this.#isDefault(facts));
    if (!assume) return analysis;
    return analyses.get(viewpointKey({ ...facts, assume }), () =>
      this.assume({ ...facts, assume }, analysis),
    );
  }

  /** What analyses that are kept weigh, but for the default viewpoint's, in bytes. */
  get keptBytes(): number {
    return this.#analyses.bytes;
  }

  /**
   * Asks what follows from assumptions; where these name a node nobody knows, once more with the slugs that nodes
   * had before they were renamed.
   * @throws AssumptionError for what cannot be assumed
   */
  async withRedirects<Answer>(
    assumptions: Assumptions,
    ask: (redirects?: Redirects) => Answer,
  ): Promise<Answer> {
    try {
      return ask();
    } catch (error) {
      if (!(error instanceof AssumptionError)) throw error;
    }
    return ask(await loadRedirects(this.#pool, assumptions));
  }

  /**
   * The analysis of a viewpoint, by that of its facts alone.
   * @throws ViewpointError for what cannot be assumed
   */
  async assume({ assume }: Viewpoint, analysis: Analysis): Promise<Analysis> {
    if (!assume) return analysis;
    try {
      return await this.withRedirects(assume, (redirects) => analysis.assuming(assume, redirects));
    } catch (error) {
      throw error instanceof AssumptionError ? new ViewpointError(`at.${error.message}`) : error;
    }
  }

  /** What is loaded of a viewpoint beside its analysis; what it assumes is nothing that could be loaded. */
  openArchive({ asOf, sourceIds }: Viewpoint): ViewArchive {
    return this.#archive.open({ asOf, sourceIds }, this.#revision);
  }

  async #load(viewpoint: Viewpoint): Promise<Analysis> {
    while (this.#loading >= loadedAtOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#loading += 1;
    try {
      if (!this.#isDefault(viewpoint)) return (await this.#loadAnew(viewpoint)).analysis;
      const latest = (await this.#update(viewpoint)) ?? (await this.#loadAnew(viewpoint));
      if (this.#latest === null || latest.revision >= this.#latest.revision) this.#latest = latest;
      return latest.analysis;
    } finally {
      this.#loading -= 1;
      this.#waiting.shift()?.();
    }
  }

  async #loadAnew(viewpoint: Viewpoint): Promise<Latest> {
    return { asOf: viewpoint.asOf, ...(await loadMoment(this.#pool, viewpoint)) };
  }

  /** The default viewpoint by what was written since it was last asked for; null: it is a new day, or too much was. */
  async #update(viewpoint: Viewpoint): Promise<Latest | null> {
    const latest = this.#latest;
    if (latest?.asOf !== viewpoint.asOf) return null;
    const update = await loadUpdate(this.#pool, viewpoint, latest.analysis.present, latest.revision);
    if (update === null) return null;
    if (update.revision === latest.revision) return latest;
    return { ...latest, revision: update.revision, analysis: new Analysis(update.present) };
  }

  #isDefault({ asOf, sourceIds }: Viewpoint): boolean {
    return sourceIds === null && asOf === today(this.#now());
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
      this.#analyses = new AnalysisCache(this.#maxBytes);
      this.#revision = revision;
    }
    this.#checkedAt = checkedAt;
  }
}
