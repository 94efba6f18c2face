import { builder } from "./builder.ts";
import "./scalars.ts";
import "./node.ts";
import "./types/viewpoint.ts";
import "./types/fact-interface.ts";
import "./types/integration.ts";
import "./types/feature.ts";
import "./types/blocker.ts";
import "./types/blocking-matrix.ts";
import "./types/contributor.ts";
import "./types/coverage.ts";
import "./types/unblock-plan.ts";
import "./types/blocking-cycle.ts";
import "./types/finding.ts";
import "./types/readiness-change.ts";
import "./types/path.ts";
import "./types/neighborhood.ts";
import "./types/release.ts";
import "./types/source.ts";
import "./types/graph-revision.ts";
import "./types/history.ts";
import "./types/change-event.ts";
import "./types/verdict-change.ts";
import "./types/search.ts";
import "./types/token.ts";
import "./types/viewer.ts";
import "./types/what-if.ts";
import "./mutations/mutation.ts";
import "./mutations/token.ts";

builder.queryType({
  description: "Questions to the graph. Every answer that depends on a viewpoint takes `at`.",
});

builder.subscriptionType({
  description:
    "What is told as it happens, as server-sent events. Each event's `id` is a cursor, with which a client that was away goes on.",
});

/** The schema, with fields and types in the order of the alphabet. */
export const schema = builder.toSchema({ sortSchema: true });
