import { builder } from "../builder.ts";
import { AssumptionsInput } from "./assumptions.ts";

builder.inputType("ViewpointInput", {
  description:
    "From where an answer is given: a day in the world, and whose word counts. Two fields asked with different viewpoints have different answers, so it is an argument of each.",
  fields: (t) => ({
    asOf: t.field({
      type: "Date",
      description:
        "The day, inclusive; today in UTC when absent. A fact holds from its own day up to, not including, its end; what was learnt later about that day counts.",
    }),
    assume: t.field({
      type: AssumptionsInput,
      description:
        "What is supposed to be so, or not, beside the facts; null: nothing. Every answer from the viewpoint follows from it, filters and orders included. Nothing is written.",
    }),
    sources: t.stringList({
      description:
        "Slugs of the sources whose word counts; null: all. A fact counts if one of these cites it. An empty list or an unknown slug is an error.",
    }),
  }),
});
