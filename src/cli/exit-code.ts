/** The command or a setting is wrong; commander uses 1 for the former, which `main.ts` turns into this. */
export const wrongUsage = 2;
/** Nothing goes by the name asked for. */
export const nothingFound = 3;
/** Something has to be answered first, and nobody was there to ask; nothing was written. */
export const openQuestion = 4;

/** What a process exits with, for `--help`. */
export const exitCodes = `
Exit codes:
  0  done, or answered; a server that was asked to stop
  1  failed: one line on standard error says what and where
  2  the command line or a setting is wrong
  3  nothing goes by the name asked for
  4  a question is open, which nobody was there to answer; nothing was written
  130  interrupted by SIGINT (Ctrl-C) before it was done
  143  interrupted by SIGTERM before it was done`;
