import { setTimeout as pause } from "node:timers/promises";
import type { ClientBase, DatabaseError } from "pg";

/** The role that queries run as. It owns nothing, may only SELECT and cannot log in; all databases of a server share it. */
export const readerRole = "criugraph_reader";

/** What it may not read: hashes of tokens, keys that deliveries to webhooks are signed with, what writers call their writes. */
const secretTables = "'{tokens,webhooks,idempotency_keys}'";

interface ReaderState {
  readonly user: string;
  readonly exists: boolean;
  /** Whether this session may SET ROLE to it. */
  readonly isOurs: boolean;
  readonly schema: string;
  readonly mayUseSchema: boolean;
  /** Our tables that the role may not read yet. */
  readonly closedTables: readonly string[];
  /** Our tables that it may read, or everybody may, and should not: every new one is granted at first. */
  readonly openSecrets: readonly string[];
}

/**
 * Makes sure that the reader role is there, that this session's user can switch to it and that it may read every
 * table but the secret ones. One statement when nothing is to do. Programs may start at the same time, also on other databases of the
 * server: what another one does first counts as done.
 *
 * @returns undefined, or, where our user may not do all that, the SQL that an administrator should run.
 */
export async function ensureReaderRole(client: ClientBase): Promise<string | undefined> {
  for (let attempt = 1; ; attempt++) {
    const state = await readState(client);
    const steps = stepsToDo(state);
    if (steps.length === 0) return undefined;
    try {
      for (const step of steps) await client.query(step);
    } catch (error) {
      const { code } = error as DatabaseError;
      // Not allowed, or a server that takes no writes.
      if (code === "42501" || code === "25006") return administratorsSql(state);
      if (!isRace(error) || attempt === 20) throw error;
      await pause(Math.random() * 20);
    }
  }
}

async function readState(client: ClientBase): Promise<ReaderState> {
  const { rows } = await client.query<ReaderState>(`
    select
      quote_ident(current_user) as user,
      reader is not null as exists,
      coalesce(pg_has_role(current_user, reader,
        case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end), false) as "isOurs",
      quote_ident(current_schema) as schema,
      coalesce(has_schema_privilege(coalesce(reader, 0), current_schema, 'USAGE'), false) as "mayUseSchema",
      array(
        select format('%I.%I', current_schema, relname) from pg_class
        where relnamespace = current_schema::regnamespace and relkind in ('r', 'p', 'v', 'm')
          and relname <> all (${secretTables})
          and pg_has_role(relowner, 'USAGE') and not has_table_privilege(reader, oid, 'SELECT')
      ) as "closedTables",
      array(
        select distinct format('%I.%I', current_schema, relname) from pg_class, aclexplode(relacl) as granted
        where relnamespace = current_schema::regnamespace and relname = any (${secretTables})
          and pg_has_role(relowner, 'USAGE') and granted.grantor = relowner and granted.grantee in (0, reader)
      ) as "openSecrets"
    from (select to_regrole('${readerRole}')::oid as reader) as role`);
  return rows[0] as ReaderState;
}

function stepsToDo(state: ReaderState): string[] {
  const { user, exists, isOurs, schema, mayUseSchema, closedTables, openSecrets } = state;
  // Whether it is ours, and what it may not read, shows only once it is there.
  if (!exists) return [`create role ${readerRole} nologin`];
  return [
    ...(isOurs ? [] : [`grant ${readerRole} to ${user}`]),
    ...(mayUseSchema ? [] : [`grant usage on schema ${schema} to ${readerRole}`]),
    ...(closedTables.length === 0
      ? []
      : [
          `grant select on ${closedTables.join(", ")} to ${readerRole}`,
          `alter default privileges in schema ${schema} grant select on tables to ${readerRole}`,
        ]),
    ...openSecrets.map((table) => `revoke all on ${table} from ${readerRole}, public`),
  ];
}

function administratorsSql({ user, exists, isOurs, schema, mayUseSchema }: ReaderState): string {
  return [
    ...(exists ? [] : [`CREATE ROLE ${readerRole} NOLOGIN;`]),
    ...(isOurs ? [] : [`GRANT ${readerRole} TO ${user};`]),
    ...(mayUseSchema ? [] : [`GRANT USAGE ON SCHEMA ${schema} TO ${readerRole};`]),
  ].join(" ");
}

/** Somebody made the same role, or changed the same row of the catalogue, at the same time. */
function isRace(error: unknown): boolean {
  const { code, message } = error as DatabaseError;
  return code === "42710" || code === "23505" || /tuple concurrently (updated|deleted)/.test(message);
}
