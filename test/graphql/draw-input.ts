import fc from "fast-check";
import {
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from "graphql";

const leaves: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  ID: fc
    .constantFrom("systemd", "Integration:systemd", "Feature:restore-sibling", "nothing")
    .map((text) => (text.includes(":") ? Buffer.from(text).toString("base64url") : text)),
  String: fc.constantFrom("systemd", "restore-sibling", "criu-wiki-integration-2016-08-30", "Words.", ""),
  Int: fc.integer({ min: 0, max: 100 }),
  Float: fc.double({ min: 0, max: 1, noNaN: true }),
  Boolean: fc.boolean(),
  Date: fc.constantFrom("2016-08-30", "2026-11-23"),
  DateTime: fc.constantFrom("2016-08-30T12:00:00.000Z", "2100-01-01T00:00:00.000Z"),
  JSON: fc.constant({}),
};

/** Values that a type of the schema takes, whatever the rules beyond it say; `depth` levels of what may be left out. */
export function drawInput(type: GraphQLInputType, depth = 3): fc.Arbitrary<unknown> {
  if (isNonNullType(type)) return drawInput(type.ofType, depth);
  if (isListType(type)) {
    return fc.array(drawInput(type.ofType, depth - 1), { minLength: depth > 0 ? 1 : 0, maxLength: 2 });
  }
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name }) => name));
  if (isInputObjectType(type)) return drawObject(type, depth);
  const leaf = leaves[type.name];
  if (!leaf) throw new Error(`say in this file what a ${type.name} is`);
  return leaf;
}

function drawObject(type: GraphQLInputObjectType, depth: number): fc.Arbitrary<unknown> {
  const fields = Object.values(type.getFields());
  const draw = (field: GraphQLInputField) => drawInput(field.type, depth - 1);
  if (type.isOneOf) return fc.oneof(...fields.map((field) => fc.record({ [field.name]: draw(field) })));
  const drawn = fields.filter((field) => depth > 0 || isRequiredInputField(field));
  const requiredKeys = drawn.filter(isRequiredInputField).map(({ name }) => name);
  return fc.record(Object.fromEntries(drawn.map((field) => [field.name, draw(field)])), { requiredKeys });
}
