import { z } from "zod";
import { seedKinds } from "./seed-kind.ts";

/**
 * The JSON Schemas of `seeds/schema/`, by file name: what editors complete and check while somebody writes. They
 * are made of the definitions that check the files and the mutations, less the rules between fields.
 */
export function seedSchemas(): ReadonlyMap<string, string> {
  return new Map(
    seedKinds.map(({ name, schema, title }) => {
      const { $schema, ...rest } = z.toJSONSchema(schema, {
        target: "draft-7",
        override: ({ jsonSchema }) => {
          // Editors know dates; the pattern says the same in a way nobody can read.
          if (jsonSchema.format === "date") delete jsonSchema.pattern;
        },
      });
      return [`${name}.json`, `${render({ $schema, title, ...rest }, "", 0)}\n`];
    }),
  );
}

const lineWidth = 110;

/** JSON as the formatter of this repository leaves it: a list on one line where it fits after `lead` characters. */
function render(value: unknown, indent: string, lead: number): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => render(item, deeper, 0));
    const short = `[${items.join(", ")}]`;
    const fits = !short.includes("\n") && indent.length + lead + short.length < lineWidth;
    return fits ? short : `[\n${items.map((item) => deeper + item).join(",\n")}\n${indent}]`;
  }
  const entries = Object.entries(value).map(([key, each]) => {
    const name = `${JSON.stringify(key)}: `;
    return deeper + name + render(each, deeper, name.length);
  });
  return entries.length > 0 ? `{\n${entries.join(",\n")}\n${indent}}` : "{}";
}
