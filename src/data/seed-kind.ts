import type { z } from "zod";
import {
  type FlatRecord,
  flattenContributor,
  flattenFeature,
  flattenIntegration,
  flattenReleases,
  flattenSources,
} from "./flatten-seed.ts";
import { contributorFile, featureFile, integrationFile, releaseFile, sourceFile } from "./seed-file.ts";

/** One kind of seed file, which is also one kind of document in an export. */
export interface SeedKind {
  /** What its JSON Schema is called, and the key its documents stand under. */
  readonly name: DocumentName;
  readonly folder: string;
  readonly title: string;
  readonly schema: z.ZodType;
  /** The records of a file that fits the schema. */
  flatten(file: never): FlatRecord[];
  /** The field that the name of the file repeats. */
  readonly namedBy?: string;
}

export type DocumentName = "contributor" | "feature" | "integration" | "releases" | "sources";

/** All kinds, in the order of their folders. */
export const seedKinds: readonly SeedKind[] = [
  {
    name: "contributor",
    folder: "contributors",
    title: "A person, and what the person did",
    schema: contributorFile,
    flatten: flattenContributor,
    namedBy: "slug",
  },
  {
    name: "feature",
    folder: "features",
    title: "A feature of CRIU or of the kernel under it",
    schema: featureFile,
    flatten: flattenFeature,
    namedBy: "slug",
  },
  {
    name: "integration",
    folder: "integrations",
    title: "Software that integrates CRIU",
    schema: integrationFile,
    flatten: flattenIntegration,
    namedBy: "slug",
  },
  {
    name: "releases",
    folder: "releases",
    title: "The releases of one product",
    schema: releaseFile,
    flatten: flattenReleases,
    namedBy: "product",
  },
  {
    name: "sources",
    folder: "sources",
    title: "Where facts come from",
    schema: sourceFile,
    flatten: flattenSources,
  },
];
