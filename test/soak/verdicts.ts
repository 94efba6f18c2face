import { join } from "node:path";
import { loadSeeds } from "../../src/data/load-seeds.ts";
import { readSeeds } from "../../src/data/read-seeds.ts";
import { packageRoot } from "../../src/package-root.ts";
import { writeAll } from "../domain/write-all.ts";
import { EventReader, subscriptionRequest } from "../graphql/event-reader.ts";
import { writeMails } from "../graphql/write-mails.ts";
import { openSoak } from "./open-soak.ts";

// Those who watch verdicts while many changes are written that concern none of them, and one that does: counts what
// they are told. `npm run soak:verdicts -- <writes>`

const [writes = 10_000] = process.argv.slice(2).map(Number);
const writers = 4;

const soak = await openSoak();
await loadSeeds(soak.database.write, await readSeeds(join(packageRoot, "seeds")), { actor: "soak" });
const document = `subscription ($of: NodeRef!) {
  verdictChanges(of: $of) { after { verdict blockingCount } change { slug } }
}`;
const subjects = [{ integration: "systemd" }, { feature: "restore-sibling" }, { integration: "podman" }];
const told = new Map<string, string[]>();
for (const of of subjects) {
  const events = new EventReader(await fetch(soak.url, subscriptionRequest(document, { of })));
  await events.progress();
  const [name = ""] = Object.values(of);
  told.set(name, []);
  (async () => {
    for (let event = await events.next(); event?.data; event = await events.next()) {
      told.get(name)?.push(JSON.stringify(event.data.data?.verdictChanges ?? event.data));
    }
  })().catch(() => {});
}

let begun = 0;
const started = performance.now();
const write = async (): Promise<void> => {
  for (let number = begun++; number < writes; number = begun++) {
    await writeMails(soak.database.write, `mail-${number}`);
  }
};
await Promise.all(Array.from({ length: writers }, write));
console.log(`${writes} writes that concern nobody in ${Math.round(performance.now() - started)} ms`);
console.log("told:", Object.fromEntries([...told].map(([name, events]) => [name, events.length])));
const isQuiet = [...told.values()].every((events) => events.length === 0);
const turned = performance.now();
await writeAll(soak.database.write, {
  adoption: [
    { integration: "systemd", feature: "restore-sibling", from: "2026-01-01", sources: ["mail-1-1"] },
  ],
});
while ((told.get("systemd")?.length ?? 0) + (told.get("restore-sibling")?.length ?? 0) < 2) {
  await new Promise((resolve) => setTimeout(resolve, 1));
}
console.log(
  `an adoption by systemd, told after ${Math.round(performance.now() - turned)} ms:`,
  Object.fromEntries(told),
);
await soak.close();
process.exitCode = isQuiet && [...told.values()].flat().length === 2 ? 0 : 1;
