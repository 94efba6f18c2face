import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedDirective,
  isSpecifiedScalarType,
  lexicographicSortSchema,
  printSchema,
} from "graphql";
import { describe, expect, it } from "vitest";
import { schema } from "../src/graphql/schema.ts";
import { packageRoot } from "../src/package-root.ts";

const types = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
);

describe("schema/schema.graphql", () => {
  it("is the schema as it is served, sorted; else run `npm run generate`", () => {
    const checkedIn = readFileSync(join(packageRoot, "schema", "schema.graphql"), "utf8");
    expect(checkedIn).toBe(`${printSchema(lexicographicSortSchema(schema))}\n`);
  });
});

describe("every element of the schema", () => {
  it("has a description", () => {
    const elements = [
      ...types.flatMap(elementsOf),
      ...schema
        .getDirectives()
        .flatMap((directive): Element[] =>
          isSpecifiedDirective(directive) ? [] : [[`@${directive.name}`, directive.description]],
        ),
    ];
    expect(elements.length).toBeGreaterThan(500);
    expect(elements.flatMap(([name, description]) => (description?.trim() ? [] : [name]))).toEqual([]);
  });

  it("is described by a whole sentence", () => {
    const unfinished = types
      .flatMap(elementsOf)
      .flatMap(([name, description]) =>
        /^[A-Z`].*[.)]$/su.test(description ?? "") ? [] : [`${name}: ${description}`],
      );
    expect(unfinished).toEqual([]);
  });
});

describe("every list", () => {
  it("is a page of a connection, or says how long it may be", () => {
    const unbounded = fields().flatMap(([name, field, type]) => {
      if (!hasList(field.type)) return [];
      const isPage = type.name.endsWith("Connection") && ["edges", "nodes"].includes(field.name);
      const takesFirst = field.args.some(
        (arg) => arg.name === "first" && /1 to \d+/.test(arg.description ?? ""),
      );
      const said = [field.description, ...field.args.map((arg) => arg.description)].join(" ");
      return isPage || takesFirst || /at most \d+/.test(said) ? [] : [name];
    });
    expect(unbounded).toEqual([]);
  });

  it("that a client sends says how long it may be", () => {
    const inputs = [
      ...types.flatMap((type) =>
        isInputObjectType(type)
          ? Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field] as const)
          : [],
      ),
      ...fields().flatMap(([name, field]) => field.args.map((arg) => [`${name}(${arg.name})`, arg] as const)),
    ];
    const unbounded = inputs.flatMap(([name, { type, description }]) => {
      // An order names no field twice, a viewpoint no source that is not there, and enums have few values.
      const isClosed =
        isEnumType(getNamedType(type)) || name.endsWith("(orderBy)") || name === "ViewpointInput.sources";
      return hasList(type) && !isClosed && !/at most \d+/.test(description ?? "") ? [name] : [];
    });
    expect(unbounded).toEqual([]);
  });

  it("that is a connection pages both ways", () => {
    for (const [name, field] of fields()) {
      if (!getNamedType(field.type).name.endsWith("Connection")) continue;
      const args = field.args.map((arg) => arg.name);
      expect(args, name).toEqual(expect.arrayContaining(["after", "before", "first", "last"]));
      const connection = getNamedType(field.type);
      const parts = isObjectType(connection) ? Object.keys(connection.getFields()) : [];
      expect(parts, name).toEqual(expect.arrayContaining(["edges", "nodes", "pageInfo", "totalCount"]));
    }
  });
});

describe("schema/migrations", () => {
  it("make the tables of schema/tables, nothing less or else", () => {
    const before = listMigrations();
    const answer = execFileSync(
      process.execPath,
      [join("node_modules", "drizzle-kit", "bin.cjs"), "generate", "--explain", "--output", "json"],
      { cwd: packageRoot, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] },
    );
    expect(JSON.parse(answer)).toMatchObject({ status: "no_changes" });
    expect(listMigrations()).toEqual(before);
  });
});

type Element = readonly [name: string, description: string | null | undefined];

function elementsOf(type: GraphQLNamedType): Element[] {
  const own: Element[] = [[type.name, type.description]];
  if (isEnumType(type)) {
    own.push(...type.getValues().map((value): Element => [`${type.name}.${value.name}`, value.description]));
  }
  if (isInputObjectType(type)) {
    const inputs = Object.values(type.getFields());
    own.push(...inputs.map((field): Element => [`${type.name}.${field.name}`, field.description]));
  }
  if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      const name = `${type.name}.${field.name}`;
      own.push([name, field.description]);
      own.push(...field.args.map((arg): Element => [`${name}(${arg.name})`, arg.description]));
    }
  }
  return own;
}

function fields(): [string, GraphQLField<unknown, unknown>, GraphQLNamedType][] {
  return types.flatMap((type) =>
    isObjectType(type) || isInterfaceType(type)
      ? Object.values(type.getFields()).map((field): ReturnType<typeof fields>[number] => [
          `${type.name}.${field.name}`,
          field,
          type,
        ])
      : [],
  );
}

function hasList(type: GraphQLType): boolean {
  if (isListType(type)) return true;
  return isNonNullType(type) && hasList(type.ofType);
}

/** Names, sizes and times of all files of migrations. */
function listMigrations(): string[] {
  const folder = join(packageRoot, "schema", "migrations");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .sort()
    .map((name) => {
      const { size, mtimeMs } = statSync(join(folder, name));
      return `${name} ${size} ${mtimeMs}`;
    });
}
