/** A name as it is compared with others: letters without their marks (Unicode, annex 15), in lower case, one space between words. */
export function normalizeName(name: string): string {
  return name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim().replace(/\s+/gu, " ");
}
