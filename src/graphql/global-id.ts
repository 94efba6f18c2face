import { inputError } from "./errors.ts";

/** Makes the global id of a node of its type and its first slug, or its slug if it is a fact. */
export function globalId(type: string, slug: string): string {
  return Buffer.from(`${type}:${slug}`).toString("base64url");
}

/** What a global id names; null: it is none. */
export function parseGlobalId(id: string): { type: string; slug: string } | null {
  const text = Buffer.from(id, "base64url").toString();
  const [, type, slug] = /^([A-Z][A-Za-z]+):([a-zA-Z0-9._/-]+)$/.exec(text) ?? [];
  // Base64 can be read from much that is not its own writing: one node, one id.
  return type && slug && globalId(type, slug) === id ? { type, slug } : null;
}

/** What a global id names. @throws BAD_USER_INPUT when it is none. */
export function readGlobalId(id: string): { type: string; slug: string } {
  const named = parseGlobalId(id);
  if (!named) throw inputError(`${JSON.stringify(id)} is not a global id of this API`);
  return named;
}
