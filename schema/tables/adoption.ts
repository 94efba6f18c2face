import { index, snakeCase } from "drizzle-orm/pg-core";
import { ref } from "./columns.ts";
import { factColumns, isFact } from "./fact.ts";
import { features } from "./feature.ts";
import { integrations } from "./integration.ts";

/** An integration uses a feature, from the fact's date until its end. */
export const adoptions = snakeCase.table(
  "adoptions",
  {
    ...factColumns("ADOPTION"),
    integrationId: ref()
      .notNull()
      .references(() => integrations.id),
    featureId: ref()
      .notNull()
      .references(() => features.id),
  },
  (t) => [isFact(t), index().on(t.integrationId), index().on(t.featureId)],
);
