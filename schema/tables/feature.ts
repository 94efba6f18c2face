import { check, pgEnum, snakeCase, text } from "drizzle-orm/pg-core";
import { aliases, bySlug, fewAliases, nodeColumns } from "./columns.ts";

export const featureKind = pgEnum("feature_kind", [
  "CLI_OPTION",
  "RPC",
  "IMAGE_FORMAT",
  "PLUGIN",
  "LIBRARY",
  "KERNEL",
]);

/** What CRIU, or the kernel under it, offers an integrator. */
export const features = snakeCase.table(
  "features",
  {
    ...nodeColumns("FEATURE"),
    /** As one types it: `--restore-sibling`. */
    name: text().notNull(),
    aliases: aliases(),
    kind: featureKind().notNull(),
    description: text(),
  },
  (t) => [bySlug(t), check("features_aliases", fewAliases(t.aliases))],
);
