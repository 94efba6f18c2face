import { isSecret, secretForm } from "../../auth/secret.ts";
import type { Problems } from "./problems.ts";

const message =
  "holds a token; what is written is kept for ever and open to everybody: expected a text without it. It has been sent about: revoke it";

/** Adds to the problems every text of an input that has a token in it: the history would never be rid of it. */
export function findSecrets(input: unknown, problems: Problems): void {
  if (typeof input === "string") {
    if (input.match(secretForm)?.some(isSecret)) problems.add([], message);
  } else if (Array.isArray(input)) {
    for (const [index, item] of input.entries()) findSecrets(item, problems.below(index));
  } else if (typeof input === "object" && input !== null) {
    for (const [name, value] of Object.entries(input)) findSecrets(value, problems.below(name));
  }
}
