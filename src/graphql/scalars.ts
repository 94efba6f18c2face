import { Kind, print } from "graphql";
import { isDay } from "../day.ts";
import { builder } from "./builder.ts";
import { inputError } from "./errors.ts";

function parseDay(value: unknown, shown = JSON.stringify(value)): string {
  if (isDay(value)) return value;
  throw inputError(`${shown} is not a day of the calendar, expected YYYY-MM-DD`);
}

builder.scalarType("Date", {
  description: "A day of the calendar in UTC, `YYYY-MM-DD`.",
  serialize: (value) => value,
  parseValue: (value) => parseDay(value),
  parseLiteral: (node) => parseDay(node.kind === Kind.STRING ? node.value : undefined, print(node)),
});

builder.scalarType("DateTime", {
  description: "A moment in UTC, to the millisecond: `2016-08-30T12:00:00.000Z`.",
  serialize: (value) => new Date(value).toISOString(),
});

builder.scalarType("JSON", {
  description: "Any JSON value; nothing in it depends on the schema.",
  serialize: (value) => value,
});
