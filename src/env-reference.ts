import { describeSettings } from "./env.ts";

/** The text of `.env.example`: every setting with what it is for, commented out at its default. */
export function envExample(): string {
  const entries = describeSettings().map(
    (setting) =>
      `# ${setting.description}\n# Expected: ${setting.expected}\n#${setting.name}=${setting.default ?? ""}\n`,
  );
  return `# Every setting is optional. Copy this file to .env and remove the # before what you change.\n\n${entries.join("\n")}`;
}

/** The settings as a Markdown table, for the README. */
export function configTable(): string {
  const rows = describeSettings().map(
    (setting) =>
      `| \`${setting.name}\` | ${setting.default === undefined ? "" : `\`${setting.default}\``} | ${setting.description} | ${setting.expected} |`,
  );
  return [
    "| variable | default | what it is for | expected |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}
