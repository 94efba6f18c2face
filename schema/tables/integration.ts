import { check, pgEnum, snakeCase, text } from "drizzle-orm/pg-core";
import { aliases, bySlug, fewAliases, nodeColumns } from "./columns.ts";

export const integrationKind = pgEnum("integration_kind", [
  "CONTAINER_ENGINE",
  "CONTAINER_RUNTIME",
  "DESKTOP_COMPOSITOR",
  "FILE_UTILITY",
  "HPC_SCHEDULER",
  "INIT_SYSTEM",
  "LANGUAGE_RUNTIME",
  "MPI",
  "OPERATING_SYSTEM",
  "ORCHESTRATOR",
  "SHELL",
  "TERMINAL_MULTIPLEXER",
  "TOOLING",
]);

/** Software that integrates CRIU, or might. */
export const integrations = snakeCase.table(
  "integrations",
  {
    ...nodeColumns("INTEGRATION"),
    name: text().notNull(),
    aliases: aliases(),
    kind: integrationKind().notNull(),
    description: text(),
    repository: text(),
    homepage: text(),
  },
  (t) => [bySlug(t), check("integrations_aliases", fewAliases(t.aliases))],
);
