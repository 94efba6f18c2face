import { lookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { ExpectedError } from "../../expected-error.ts";

/** A webhook leads to where none may. */
export class TargetError extends Error {
  override name = "TargetError";
}

// What is not on the public internet: the special-purpose registries of IANA, and multicast.
// https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry
const inside4 = makeList("ipv4", [
  "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24",
  "192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24",
  "203.0.113.0/24 224.0.0.0/4 240.0.0.0/4",
]);
/** All that is public is in here … */
const global6 = makeList("ipv6", ["2000::/3"]);
/** … but for these, of which some stand for addresses of IPv4. */
const inside6 = makeList("ipv6", ["2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20"]);

function makeList(family: "ipv4" | "ipv6", lines: readonly string[]): BlockList {
  const list = new BlockList();
  for (const net of lines.join(" ").split(" ")) {
    const [address = "", bits] = net.split("/");
    list.addSubnet(address, Number(bits), family);
  }
  return list;
}

/** Whether an address is one of the public internet. */
export function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !inside4.check(address, "ipv4");
  if (isIP(address) !== 6) return false;
  return global6.check(address, "ipv6") && !inside6.check(address, "ipv6");
}

/**
 * The address of a webhook, as it is kept.
 *
 * @throws ExpectedError with one sentence for what is none
 */
export function readTarget(text: string, allowsPrivate: boolean): URL {
  const refuse = (why: string) =>
    new ExpectedError(`A webhook cannot be at ${JSON.stringify(text)}: ${why}.`);
  if (!URL.canParse(text)) throw refuse("it is no URL, expected https://example.org/path");
  const url = new URL(text);
  const schemes = allowsPrivate ? ["https:", "http:"] : ["https:"];
  if (!schemes.includes(url.protocol))
    throw refuse(`its scheme is ${url.protocol}, expected ${schemes.join(" or ")}`);
  if (url.username || url.password) throw refuse("it holds a name or a password, which would stand in logs");
  if (url.href.length > 2_000) throw refuse("it is longer than 2000 characters");
  url.hash = "";
  const host = hostOf(url);
  if (!allowsPrivate && isIP(host) !== 0 && !isPublic(host)) throw refuse(`${host} ${notPublic}`);
  return url;
}

/** The host of a URL, of an IPv6 address without brackets. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "");
}

/** Why an address is refused; `WEBHOOK_TARGETS=any` allows it. */
export const notPublic = "is not on the public internet, and WEBHOOK_TARGETS is public";

/** Finds the addresses of a host, and gives the connection those alone that a webhook may lead to. */
export const lookUpPublic: LookupFunction = (host, options, callback) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    const allowed = addresses.filter(({ address }) => isPublic(address));
    const [first] = allowed;
    if (!first) {
      const found = addresses.map(({ address }) => address).join(", ");
      return callback(new TargetError(`${host} leads to ${found}, which ${notPublic}`), []);
    }
    if (options.all) callback(null, allowed);
    else callback(null, first.address, first.family);
  });
};
