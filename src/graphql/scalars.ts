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

const moment = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?Z$/;

function parseMoment(value: unknown, shown = JSON.stringify(value)): string {
  if (typeof value === "string" && moment.test(value) && isDay(value.slice(0, 10)))
    return new Date(value).toISOString();
  throw inputError(`${shown} is not a moment in UTC, expected YYYY-MM-DDThh:mm:ssZ`);
}

builder.scalarType("DateTime", {
  description: "A moment in UTC, to the millisecond: `2016-08-30T12:00:00.000Z`.",
  serialize: (value) => new Date(value).toISOString(),
  parseValue: (value) => parseMoment(value),
  parseLiteral: (node) => parseMoment(node.kind === Kind.STRING ? node.value : undefined, print(node)),
});

builder.scalarType("JSON", {
  description: "Any JSON value; nothing in it depends on the schema.",
  serialize: (value) => value,
});
