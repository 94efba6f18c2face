import { join } from "node:path";
import { packageRoot } from "../package-root.ts";

/** The seed files that come with criugraph. */
export const seedFolder = join(packageRoot, "seeds");
