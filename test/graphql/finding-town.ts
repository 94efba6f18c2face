import { writeAll } from "../domain/write-all.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

// A town whose facts contradict each other in every way there is a rule for.

const source = (slug: string, publishedOn: string, kind = "MAIL") => ({
  slug,
  kind,
  title: slug,
  url: `https://example.org/${slug}`,
  publishedOn,
});
const mail = { sources: ["mail-2016"] };
const status = (integration: string, word: string, date: string, slug: string) => ({
  integration,
  status: word,
  date,
  sources: [slug],
});
const blocker = (slug: string, integration: string, more: object = {}) => ({
  slug,
  integration,
  title: slug,
  kind: "DEFECT",
  from: "2016-01-01",
  ...mail,
  ...more,
});

/** A server whose graph has a town in it, beside what every test database has. */
export async function openTownServer(): Promise<TestServer> {
  const server = await openTestServer();
  await writeAll(server.database.write, {
    contributor: [
      { slug: "anna", name: "Änna  Berg" },
      { slug: "anna-berg", name: "A. Berg", aliases: ["anna berg"] },
    ],
    source: [
      source("commit-2016", "2016-06-01", "COMMIT"),
      source("mail-2016", "2016-06-01"),
      source("mail-2017", "2017-06-01"),
      source("page-2010", "2010-01-01", "DOCUMENT"),
    ],
    integration: ["bakery", "castle", "dairy", "inn", "mill", "smithy", "well"].map((slug) => ({
      slug,
      name: slug,
      kind: "TOOLING",
    })),
    release: [
      { slug: "criu-9.9", product: "criu", version: "9.9", releasedOn: "2017-01-01", source: "mail-2016" },
    ],
    feature: [
      { slug: "bridge", name: "--bridge", kind: "CLI_OPTION" },
      { slug: "moat", name: "--moat", kind: "CLI_OPTION" },
    ],
    blocker: [
      blocker("smithy-fire", "smithy"),
      blocker("dairy-cow", "dairy"),
      blocker("inn-bed", "inn"),
      blocker("inn-guest", "inn"),
      blocker("mill-stone", "mill", { sources: ["mail-2017"] }),
    ],
    "status-report": [
      status("bakery", "READY", "2016-06-01", "commit-2016"),
      status("bakery", "STALLED", "2016-06-01", "mail-2016"),
      status("castle", "READY", "2015-01-01", "mail-2016"),
      status("castle", "STALLED", "2016-06-01", "mail-2017"),
      status("smithy", "READY", "2016-06-01", "mail-2016"),
      status("well", "STALLED", "2010-01-01", "page-2010"),
    ],
    "feature-release": [{ feature: "bridge", release: "criu-9.9", change: "ADDED", ...mail }],
    requirement: [
      { feature: "bridge", requires: "moat", ...mail },
      { feature: "moat", requires: "bridge", ...mail },
    ],
    adoption: [{ integration: "castle", feature: "bridge", from: "2016-06-01", ...mail }],
    remedy: [
      {
        blocker: "dairy-cow",
        key: "grass",
        needs: [{ work: "grass", description: "Grow grass." }],
        from: "2016-01-01",
        ...mail,
      },
      { blocker: "inn-bed", key: "guest", needs: [{ blocker: "inn-guest" }], from: "2016-01-01", ...mail },
      { blocker: "inn-guest", key: "bed", needs: [{ blocker: "inn-bed" }], from: "2016-01-01", ...mail },
    ],
    "blocker-report": [
      { blocker: "dairy-cow", work: "grass", state: "RESOLVED", date: "2016-02-01", ...mail },
      { blocker: "dairy-cow", state: "OPEN", date: "2016-06-01", ...mail },
    ],
    "blocker-review": [{ integration: "mill", date: "2017-01-01", ...mail }],
  });
  return server;
}
