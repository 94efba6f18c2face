import { GraphQLError, Kind } from "graphql";
import { isDay } from "../day.ts";
import { builder } from "./builder.ts";
import { inputError } from "./errors.ts";

function parseDay(value: unknown): string {
  if (isDay(value)) return value;
  throw inputError(`${JSON.stringify(value)} is not a day of the calendar, expected YYYY-MM-DD`);
}

builder.scalarType("Date", {
  description: "A day of the calendar in UTC, `YYYY-MM-DD`.",
  serialize: (value) => value,
  parseValue: parseDay,
  parseLiteral: (node) => parseDay(node.kind === Kind.STRING ? node.value : undefined),
});

builder.scalarType("DateTime", {
  description: "A moment in UTC to the millisecond, `2026-11-23T22:23:03.123Z`.",
  serialize: (value) => new Date(value).toISOString(),
  parseValue: () => {
    throw new GraphQLError("DateTime is only answered, never asked for");
  },
});
