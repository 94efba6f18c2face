import { ExpectedError } from "../expected-error.ts";
import { insteadSetDatabaseUrl } from "./embedded-binaries.ts";

const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left on the device",
  EDQUOT: "the disk quota is used up",
  ENOTDIR: "a part of the path is a file",
  ENOENT: "no folder can be made there",
  EEXIST: "a file of that name is there",
  ENAMETOOLONG: "the path is too long",
  ELOOP: "its symbolic links go in a circle",
};

/** A failure of the file system below `folder`, as one sentence; an error that is a sentence already stays. */
export function explainFolderError(error: unknown, folder: string): unknown {
  const { code, errno } = error as NodeJS.ErrnoException;
  if (error instanceof ExpectedError || code === undefined || errno === undefined) return error;
  const reason = reasons[code] ?? `the operating system answers ${code}`;
  return new ExpectedError(
    `criugraph cannot keep its data in ${folder}: ${reason}. Choose another folder with DATA_DIR, or ${insteadSetDatabaseUrl}.`,
    { cause: error },
  );
}
