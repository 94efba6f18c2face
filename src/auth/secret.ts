import { createHash, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** What a token begins with, so that scanners for leaked secrets, and people, know it for one of criugraph. */
const prefix = "cg_";
/** Digits of 32 bytes, and of the checksum. */
const [bodyLength, checksumLength] = [43, 6];

/** The form of a token, for scanners: those that match by accident have another checksum. */
export const secretForm = new RegExp(`\\b${prefix}[0-9A-Za-z]{${bodyLength + checksumLength}}\\b`, "g");

/** A new token: 32 random bytes and their checksum, in letters and digits that a double click selects whole. */
export function makeSecret(): string {
  const body = inBase62(BigInt(`0x${randomBytes(32).toString("hex")}`), bodyLength);
  return `${prefix}${body}${checksum(body)}`;
}

/** Whether a text has the form of a token, checksum included: one that was cut short or mistyped has not. */
export function isSecret(text: string): boolean {
  const found = new RegExp(`^${prefix}([0-9A-Za-z]{${bodyLength}})([0-9A-Za-z]{${checksumLength}})$`).exec(
    text,
  );
  return found?.[1] !== undefined && checksum(found[1]) === found[2];
}

/**
 * What is kept of a token, and what it is found by.
 *
 * SHA-256 once, without salt, is right for it and would be wrong for a password: there are 2^256 tokens, drawn at
 * random, so that nobody finds one by trying, however fast, and no two are alike. For the same reason it may be found
 * through an index: how long a comparison of hashes takes tells about the hash of what was sent, from which nobody
 * can work towards another token.
 */
export function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

function checksum(body: string): string {
  return inBase62(BigInt(crc32(body)), checksumLength);
}

function inBase62(number: bigint, length: number): string {
  let text = "";
  for (let rest = number; text.length < length; rest /= 62n) text = `${digits[Number(rest % 62n)]}${text}`;
  return text;
}
