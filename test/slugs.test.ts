import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDatabase, type TestDatabase } from "./postgres.ts";

let database: TestDatabase;
const sessions: pg.Client[] = [];
const count = 16;

beforeAll(async () => {
  database = await openTestDatabase();
  for (let index = 0; index < count; index += 1) {
    const session = new pg.Client({ connectionString: database.url });
    await session.connect();
    sessions.push(session);
  }
});
afterAll(async () => {
  await Promise.all(sessions.map((session) => session.end()));
  await database.close();
});

const [first, second] = [() => sessions[0] as pg.Client, () => sessions[1] as pg.Client];

/** Nodes of this name, 0 to 15, as plain SQL makes them. */
async function makeNodes(name: string): Promise<void> {
  await first().query(
    `insert into features (slug, first_slug, name, kind)
      select $1 || '-' || i, $1 || '-' || i, 'x', 'RPC' from generate_series(0, ${count - 1}) as i`,
    [name],
  );
}

/** Runs one rename in the session's transaction; "done", or the code of the refusal. */
async function rename(session: pg.Client, firstSlug: string, slug: string): Promise<string> {
  return session.query("update features set slug = $2 where first_slug = $1", [firstSlug, slug]).then(
    () => "done",
    ({ code }: pg.DatabaseError) => String(code),
  );
}

async function end(session: pg.Client, with_: "commit" | "rollback" = "commit"): Promise<string> {
  return session.query(with_).then(
    ({ command }) => command,
    ({ code }: pg.DatabaseError) => String(code),
  );
}

/** The slugs that a node is called or was called by. */
async function slugsOf(firstSlug: string): Promise<string[]> {
  const { rows } = await first().query<{ slug: string }>(
    `select s.slug from slugs s join features f on f.id = s.node_id where s.type = 'FEATURE' and f.first_slug = $1 order by s.slug`,
    [firstSlug],
  );
  return rows.map(({ slug }) => slug);
}

/** Slugs in use that lead elsewhere, or nowhere. */
async function strayed(): Promise<unknown[]> {
  const { rows } = await first().query(
    `select f.slug, s.node_id from features f left join slugs s on s.type = 'FEATURE' and s.slug = f.slug
      where s.node_id is distinct from f.id`,
  );
  return rows;
}

describe.each(["read committed", "repeatable read", "serializable"])("at isolation level %s", (level) => {
  const name = level.replace(" ", "-");
  beforeAll(() => makeNodes(name));

  /** A serializable transaction may also be told to try again. */
  const refusals = level === "serializable" ? ["23505", "40001"] : ["23505"];

  /** Begins in both sessions, and has each see the nodes as they are now. */
  async function beginBoth(): Promise<void> {
    for (const session of [first(), second()]) {
      await session.query(`begin isolation level ${level}`);
      await session.query("select 1");
    }
  }

  it("renames of different nodes do not wait for each other", async () => {
    await beginBoth();
    expect(await rename(first(), `${name}-0`, `${name}-new-0`)).toBe("done");
    expect(await rename(second(), `${name}-1`, `${name}-new-1`)).toBe("done");
    expect(await end(first())).toBe("COMMIT");
    expect(await end(second())).toBeOneOf(level === "serializable" ? ["COMMIT", "40001"] : ["COMMIT"]);
    expect(await slugsOf(`${name}-0`)).toEqual([`${name}-0`, `${name}-new-0`]);
  });

  it("a slug that another session gave up meanwhile stays with its node", async () => {
    await beginBoth();
    expect(await rename(first(), `${name}-2`, `${name}-new-2`)).toBe("done");
    await end(first());
    expect(await rename(second(), `${name}-3`, `${name}-2`)).toBeOneOf(refusals);
    await end(second(), "rollback");
    expect(await strayed()).toEqual([]);
  });

  it("two nodes do not swap slugs, one session each", async () => {
    await beginBoth();
    const swap = [rename(first(), `${name}-4`, `${name}-5`), rename(second(), `${name}-5`, `${name}-4`)];
    for (const outcome of await Promise.all(swap)) expect(outcome).toBeOneOf(refusals);
    expect([await end(first()), await end(second())]).toEqual(["ROLLBACK", "ROLLBACK"]);
  });

  it("of two nodes that take one slug the first one has it", async () => {
    await beginBoth();
    expect(await rename(first(), `${name}-6`, `${name}-wanted`)).toBe("done");
    const waiting = rename(second(), `${name}-7`, `${name}-wanted`);
    await end(first());
    expect(await waiting).toBeOneOf(refusals);
    await end(second(), "rollback");
    expect(await slugsOf(`${name}-7`)).toEqual([`${name}-7`]);
  });

  it("a node takes its former slugs back, in a chain", async () => {
    await first().query(`begin isolation level ${level}`);
    for (const slug of ["b", "c", "b", "8", "c"]) {
      expect(await rename(first(), `${name}-8`, `${name}-${slug}`)).toBe("done");
    }
    await end(first());
    expect(await slugsOf(`${name}-8`)).toEqual([`${name}-8`, `${name}-b`, `${name}-c`]);
  });

  it(`${count} sessions at once leave every slug with one node, and no deadlock`, async () => {
    const outcomes = new Set<string>();
    for (let round = 0; round < 20; round += 1) {
      const renames = sessions.map(async (session, index) => {
        await session.query(`begin isolation level ${level}`);
        // To new slugs, to slugs others are called by, and to slugs several want.
        const wanted = [`${index}-${round}`, `${(index + 1) % count}`, `${round}-${index % 4}`][round % 3];
        outcomes.add(await rename(session, `${name}-${index}`, `${name}-${wanted}`));
        await end(session);
      });
      await Promise.all(renames);
    }
    expect([...outcomes].filter((outcome) => !["done", "23505", "40001"].includes(outcome))).toEqual([]);
    expect(outcomes).toContain("done");
    expect(outcomes).toContain("23505");
    expect(await strayed()).toEqual([]);
  });
});
