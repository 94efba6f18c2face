/** The command or a setting is wrong; commander uses 1 for the former, which `main.ts` turns into this. */
export const wrongUsage = 2;
/** Nothing goes by the name asked for. */
export const nothingFound = 3;

/** What a process exits with, for `--help`. */
export const exitCodes = `
Exit codes:
  0  done, or answered; a server that was asked to stop
  1  failed: one line on standard error says what and where
  2  the command line or a setting is wrong
  3  nothing goes by the name asked for
  130  interrupted by SIGINT (Ctrl-C) before it was done
  143  interrupted by SIGTERM before it was done`;
