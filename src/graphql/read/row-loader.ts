import type { GraphQLNamedType, GraphQLObjectType, GraphQLSchema } from "graphql";
import { factTypes } from "./fact-types.ts";
import type { Reference, RowObject } from "./field-read.ts";
import { globalKey, globalKeyCondition } from "./global-key.ts";
import { planRows } from "./plan-rows.ts";
import type { Loader, Selections } from "./planning.ts";
import { StaleAnalysisError } from "./viewpoints.ts";
import type { Waves } from "./waves.ts";

/** Loads rows by what names them, each kind of look-up with whatever else is asked for at the same moment. */
export class RowLoader implements Loader {
  readonly #schema: GraphQLSchema;
  readonly #waves: Waves;

  constructor(schema: GraphQLSchema, waves: Waves) {
    this.#schema = schema;
    this.#waves = waves;
  }

  async loadReferences(
    type: GraphQLNamedType,
    references: readonly (Reference | null)[],
    sets: Selections,
  ): Promise<(reference: Reference) => RowObject | null> {
    const found = new Map<string, RowObject>();
    let missing = 0;
    await Promise.all(
      [...groupByType(references)].map(async ([name, ids]) => {
        const rows = await this.#loadByIds(name, [...ids], sets, name !== type.name);
        for (const row of rows) found.set(`${name}/${row["@id"]}`, row);
        missing += ids.size - rows.length;
      }),
    );
    // An analysis may name a row that was deleted since: the root field is then read again with a new one.
    if (missing) throw new StaleAnalysisError();
    return (reference) => found.get(`${reference.type}/${reference.id}`) ?? null;
  }

  async loadFactSources(
    facts: readonly number[],
    sets: Selections,
  ): Promise<(facts: readonly number[]) => RowObject[]> {
    const [pairs = [], rows = []] = await this.#waves.load((planner) => {
      const ids = planner.draft.statement.lateParameter("bigint[]");
      ids.set([...new Set(facts)]);
      const cited = `select fact_id, source_id from citations where fact_id = any(${ids.sql})`;
      const pairsSql = `(select coalesce(json_agg(json_build_array(fact_id, source_id)), '[]'::json) from (${cited}) c)`;
      const sources = planRows(
        planner,
        this.#objectType("Source"),
        sets,
        ({ alias }) =>
          `${alias}.id in (select source_id from (${cited}) c) order by ${alias}.published_on, ${alias}.slug`,
        ({ alias }) => [`${alias}.id as "@id"`],
      );
      return [{ sql: pairsSql, steps: [] }, sources];
    });
    const sourcesOf = new Map<number, Set<number>>();
    for (const [fact, source] of pairs as unknown as [number, number][]) {
      const sources = sourcesOf.get(fact);
      if (sources) sources.add(source);
      else sourcesOf.set(fact, new Set([source]));
    }
    return (asked) => {
      const wanted = new Set(asked.flatMap((fact) => [...(sourcesOf.get(fact) ?? [])]));
      return rows.filter((row) => wanted.has(row["@id"]));
    };
  }

  async findFacts(ids: readonly number[]): Promise<ReadonlyMap<number, Reference>> {
    const asked = [...new Set(ids)];
    const [rows = []] = await this.#waves.load((planner) => {
      const parameter = planner.draft.statement.lateParameter("bigint[]");
      parameter.set(asked);
      const kinds = `select id, kind from facts where id = any(${parameter.sql})`;
      return [{ sql: `(select coalesce(json_agg(k), '[]'::json) from (${kinds}) k)`, steps: [] }];
    });
    if (rows.length < asked.length) throw new StaleAnalysisError();
    return new Map(rows.map(({ id, kind }) => [id, { type: factTypes[kind as keyof typeof factTypes], id }]));
  }

  /** Loads nodes of one type by what their global ids are made of. */
  async loadByGlobalKey(
    typeName: string,
    slugs: readonly string[],
    sets: Selections,
  ): Promise<(slug: string) => RowObject | null> {
    const [rows = []] = await this.#waves.load((planner) => [
      planRows(
        planner,
        this.#objectType(typeName),
        sets,
        (row) => globalKeyCondition(row, slugs, planner.draft.statement),
        (row) => [`${globalKey(row)} as "@key"`, `'${typeName}' as "__typename"`],
      ),
    ]);
    const byKey = new Map(rows.map((row) => [row["@key"], row]));
    return (slug) => byKey.get(slug) ?? null;
  }

  async #loadByIds(
    typeName: string,
    ids: readonly number[],
    sets: Selections,
    isAbstract: boolean,
  ): Promise<RowObject[]> {
    const [rows = []] = await this.#waves.load((planner) => {
      const parameter = planner.draft.statement.lateParameter("bigint[]");
      parameter.set(ids);
      return [
        planRows(
          planner,
          this.#objectType(typeName),
          sets,
          ({ alias }) => `${alias}.id = any(${parameter.sql})`,
          ({ alias }) => [`${alias}.id as "@id"`, ...(isAbstract ? [`'${typeName}' as "__typename"`] : [])],
        ),
      ];
    });
    return rows;
  }

  #objectType(name: string): GraphQLObjectType {
    return this.#schema.getType(name) as GraphQLObjectType;
  }
}

function groupByType(references: readonly (Reference | null)[]): Map<string, Set<number>> {
  const groups = new Map<string, Set<number>>();
  for (const reference of references) {
    if (!reference) continue;
    const ids = groups.get(reference.type);
    if (ids) ids.add(reference.id);
    else groups.set(reference.type, new Set([reference.id]));
  }
  return groups;
}
