import { customType, index, primaryKey, snakeCase, text } from "drizzle-orm/pg-core";
import { ref } from "./columns.ts";
import { nodeType } from "./node-type.ts";

const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });

/** What the search box looks at: one row a node, kept by triggers on the six tables of nodes. */
export const searchDocuments = snakeCase.table(
  "search_documents",
  {
    type: nodeType().notNull(),
    nodeId: ref().notNull(),
    /** Name, slug and aliases without accents, in lower case, one a line. */
    names: text().notNull(),
    words: tsvector().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.type, t.nodeId] }),
    index("search_documents_words").using("gin", t.words),
    index("search_documents_names").using("gin", t.names.op("gin_trgm_ops")),
  ],
);
