/**
 * Gives every ready query its tab in the playground. Runs in the browser, before GraphiQL reads the tabs that the
 * browser kept: GraphiQL by itself opens its first default tab without its variables, and none of its default tabs
 * where the browser kept tabs already, be it of another GraphiQL that once was at this address.
 *
 * A tab is offered once: what a person closed, changed or made stays as it was left.
 *
 * @param {{ name: string, query: string, variables: string }[]} readyQueries in the order of their tabs
 */
// biome-ignore lint/correctness/noUnusedVariables: called by the page, with the queries
function openReadyTabs(readyQueries) {
  const kept = read("graphiql:tabState");
  const tabs = Array.isArray(kept?.tabs) ? kept.tabs : [];
  const offered = read("criugraph:offeredTabs") ?? [];
  const fresh = readyQueries.filter(({ name }) => !offered.includes(name)).map(tabOf);
  const all = [...tabs, ...fresh];
  const asked = new URL(location.href).searchParams.get("query");
  let activeTabIndex = kept?.activeTabIndex ?? 0;
  // The editors start with what is kept beside the tabs, and GraphiQL looks for the tab that holds just that.
  if (asked !== null) {
    if (asked !== localStorage.getItem("graphiql:query"))
      fillEditors(all.find(({ query }) => query === asked));
  } else if (offered.length === 0) {
    activeTabIndex = tabs.length;
    fillEditors(fresh[0]);
  }
  localStorage.setItem("graphiql:tabState", JSON.stringify({ tabs: all, activeTabIndex }));
  localStorage.setItem(
    "criugraph:offeredTabs",
    JSON.stringify([...offered, ...fresh.map(({ title }) => title)]),
  );

  function tabOf({ name, query, variables }) {
    const kept = { headers: null, response: null };
    return { id: `criugraph-${name}`, title: name, operationName: name, query, variables, ...kept };
  }

  function fillEditors(tab) {
    for (const part of ["query", "variables", "headers"]) {
      localStorage.setItem(`graphiql:${part}`, tab?.[part] ?? "");
    }
  }

  function read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }
}
