import type { FactsInView } from "./facts-in-view.ts";
import type { Projection } from "./projection.ts";
import {
  readAdoption,
  readAuthoredFeature,
  readBlocker,
  readBlockerReport,
  readBlockerReview,
  readCapability,
  readCapabilityReport,
  readFeatureRelease,
  readNeed,
  readNode,
  readRemedy,
  readRequirement,
  readStatusReport,
} from "./read-row.ts";
import { countRows, type Rows } from "./rows.ts";
import type { Tables } from "./tables.ts";

/**
 * The facts of a projection as rows, for questions that are asked of rows: each table is listed when it is first
 * asked for, and kept. Rows come in the order of the projection; what belongs to a blocker out of view is left out.
 */
export function listFacts(projection: Projection): FactsInView {
  const { tables } = projection;
  const lists = new Map<string, readonly unknown[]>();
  const list = <Row>(table: Exclude<keyof Tables, "hiddenTargets">, read: RowReader<Row>): readonly Row[] => {
    const known = lists.get(table);
    if (known !== undefined) return known as readonly Row[];
    const size = countRows(tables[table] as Rows);
    const made = Array.from({ length: size }, (_, row) => read(projection, row));
    lists.set(table, made);
    return made;
  };
  // Getters of the object's own, so that a copy of it has the rows.
  return {
    asOf: projection.asOf,
    get integrations() {
      return list("integrations", ({ integrations }, index) => readNode(integrations, index));
    },
    get features() {
      return list("features", ({ features }, index) => readNode(features, index));
    },
    get capabilities() {
      return list("capabilities", readCapability);
    },
    get blockers() {
      return list("blockers", readBlocker);
    },
    get statusReports() {
      return list("statusReports", readStatusReport);
    },
    get capabilityReports() {
      return list("capabilityReports", readCapabilityReport);
    },
    get blockerReports() {
      return list("blockerReports", readBlockerReport);
    },
    get blockerReviews() {
      return list("blockerReviews", readBlockerReview);
    },
    get remedies() {
      return list("remedies", readRemedy);
    },
    get needs() {
      return list("needs", readNeed);
    },
    get adoptions() {
      return list("adoptions", readAdoption);
    },
    get requirements() {
      return list("requirements", readRequirement);
    },
    get featureReleases() {
      return list("featureReleases", readFeatureRelease);
    },
    get authoredFeatures() {
      return [...new Set(list("authorships", readAuthoredFeature))];
    },
  };
}

type RowReader<Row> = (projection: Projection, row: number) => Row;
