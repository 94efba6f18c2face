import type { NounName } from "../../domain/noun.ts";
import { nounNamed } from "../../domain/noun-list.ts";
import { builder } from "../builder.ts";
import type { TypeRef } from "../fields.ts";
import { describeReference, type FormField, formOf } from "./record-form.ts";

/** Adds fields to an input type. */
// biome-ignore lint/suspicious/noExplicitAny: Pothos tells inputs apart by shape, these are made at run time
export type InputFields = any;
/** The fields of an input type, by name. */
export type InputFieldMap = Record<string, unknown>;

const NeedInput: TypeRef = builder.inputRef("NeedInput");
const CitationInput: TypeRef = builder.inputRef("CitationInput");
const NewSourceInput: TypeRef = builder.inputRef("NewSourceInput");

const types: Readonly<Record<FormField["kind"], TypeRef>> = {
  text: "String",
  texts: ["String"],
  day: "Date",
  choice: "String",
  reference: "ID",
  end: "String",
  sources: [CitationInput],
  needs: [NeedInput],
};

/** The input fields that describe a record of a noun: all of a new one, or some of one that is there. */
export function recordFields(
  t: InputFields,
  noun: NounName,
  { isNew, without = [] }: { readonly isNew: boolean; readonly without?: readonly string[] },
): InputFieldMap {
  const fields = formOf(nounNamed(noun)).filter(({ name }) => !without.includes(name));
  const made = fields.map(({ name, kind, choice, required, description }) => {
    const options = { type: choice ?? types[kind], required: isNew && required, description };
    return [name, t.field(options)];
  });
  if (noun !== "release") return Object.fromEntries(made);
  const newSource = t.field({
    type: NewSourceInput,
    required: false,
    description: "The source that tells the day, where it is not here yet.",
  });
  return { ...Object.fromEntries(made), newSource };
}

/** The list of sources of a fact. */
export function citationsField(t: InputFields, description: string): unknown {
  return t.field({ type: [CitationInput], required: true, description });
}

builder.inputType(CitationInput, {
  description: "Who says something: a source that is here, or one that is made with what cites it.",
  fields: (t: InputFields) => ({
    source: t.field({
      type: "ID",
      required: false,
      description: "Id or slug of the source; this or `newSource`.",
    }),
    newSource: t.field({
      type: NewSourceInput,
      required: false,
      description: "A source that is not here yet; this or `source`.",
    }),
    note: t.field({
      type: "String",
      required: false,
      description: "Where in it, or what it says there, in our own words.",
    }),
  }),
} as never);

builder.inputType(NewSourceInput, {
  description: "A source that is made with what cites it: what `createSource` takes.",
  fields: (t: InputFields) => recordFields(t, "source", { isNew: true }),
} as never);

builder.inputType(NeedInput, {
  description: "One thing that a remedy needs: a feature, a blocker, an integration, or work.",
  fields: (t: InputFields) => ({
    feature: t.field({
      type: "ID",
      required: false,
      description: describeReference("feature", "Needs this feature usable, and adopted by the integration."),
    }),
    blocker: t.field({
      type: "ID",
      required: false,
      description: describeReference("blocker", "Needs that blocker lifted."),
    }),
    integration: t.field({
      type: "ID",
      required: false,
      description: describeReference("integration", "Needs that integration READY."),
    }),
    capability: t.field({
      type: "String",
      required: false,
      description: "Needs this capability of that integration without an unlifted blocker: its slug.",
    }),
    work: t.field({
      type: "String",
      required: false,
      description: "Needs work in plain words: its slug, unique in this blocker.",
    }),
    description: t.field({ type: "String", required: false, description: "What the work is." }),
  }),
} as never);
