import { spawnSync } from "node:child_process";
import { program, runProgram } from "./criugraph.ts";

/** Runs a command on a terminal so many columns wide, types what stands in INPUT, and prints all that appears on it. */
const script = `
import fcntl, os, pty, struct, sys, termios
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(sys.argv[1]), 0, 0))
    os.execvp(sys.argv[2], sys.argv[2:])
os.write(terminal, os.environ.get("INPUT", "").encode())
while True:
    try:
        text = os.read(terminal, 65536)
    except OSError:
        break
    if not text:
        break
    os.write(1, text)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

/** Whether this machine can have a terminal without a person. */
export const hasTerminal =
  spawnSync("python3", ["-c", "import os, pty; os.waitstatus_to_exitcode"]).status === 0;

/** All that appears on a terminal so many columns wide on which somebody runs criugraph, which must end well. */
export async function runOnTerminal(
  columns: number,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const command = ["-c", script, String(columns), process.execPath, program, ...args];
  const { code, stdout, stderr } = await runProgram("python3", command, {
    env: { TERM: "xterm-256color", ...env },
  });
  if (code !== 0 || stderr !== "") throw new Error(`ended with ${code}: ${stdout}${stderr}`);
  return stdout.replaceAll("\r\n", "\n");
}
