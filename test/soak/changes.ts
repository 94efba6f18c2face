import { EventReader, subscriptionRequest } from "../graphql/event-reader.ts";
import { writeMails } from "../graphql/write-mails.ts";
import { openSoak } from "./open-soak.ts";

// One who subscribes to all changes, while many are written and the database's connections are cut: counts what is
// lost, told twice or out of order. `npm run soak:changes -- <writes> <cuts>`

const [writes = 10_000, cuts = 5] = process.argv.slice(2).map(Number);
const writers = 4;

const soak = await openSoak();
const document = "subscription ($after: String) { changes(after: $after) { slug revision } }";
const events = new EventReader(await fetch(soak.url, subscriptionRequest(document)));
const told: string[] = [];
const reading = (async () => {
  while (told.length < writes) {
    const { changes } = await events.data();
    told.push(`${changes.revision} ${changes.slug}`);
  }
})();

let begun = 0;
let refused = 0;
const started = performance.now();
async function write(): Promise<void> {
  for (let number = begun++; number < writes; number = begun++) {
    const slug = `mail-${number}`;
    while (!(await isThere(`${slug}-1`))) {
      await writeMails(soak.database.write, slug).catch(() => {
        refused += 1;
      });
    }
  }
}

/** Whether a write that may have failed is there: a commit whose answer was lost is one all the same. */
async function isThere(slug: string): Promise<boolean> {
  for (;;) {
    try {
      const { rows } = await soak.database.readPool.query("select from sources where slug = $1", [slug]);
      return rows.length > 0;
    } catch {}
  }
}

async function cutNowAndThen(): Promise<void> {
  for (let cut = 1; cut <= cuts; cut++) {
    while (begun < (writes * cut) / (cuts + 1)) await new Promise((resolve) => setTimeout(resolve, 5));
    console.log(`cut ${cut}: ${await soak.cut()} sessions ended after ${begun} writes, ${told.length} told`);
  }
}

await Promise.all([cutNowAndThen(), ...Array.from({ length: writers }, write)]);
const written = performance.now();
await Promise.race([reading, new Promise((resolve) => setTimeout(resolve, 30_000))]);
const { rows } = await soak.database.readPool.query<{ line: string }>(
  `select s.revision || ' ' || c.slug as line from change_sets s join changes c on c.change_set_id = s.id
    order by s.revision, c.id`,
);
const expected = rows.map(({ line }) => line);
const distinct = new Set(told);
const lost = expected.filter((line) => !distinct.has(line)).length;
const doubled = told.length - distinct.size;
const isInOrder = told.every((line, index) => line === expected[index]);
console.log(
  `${expected.length} changes in ${Math.round(written - started)} ms, ${refused} writes cut and repeated`,
);
console.log(
  `told ${told.length}, ${lost} lost, ${doubled} doubled, ${isInOrder ? "in order" : "NOT IN ORDER"}`,
);
await events.cancel();
await soak.close();
process.exitCode = lost === 0 && doubled === 0 && isInOrder ? 0 : 1;
