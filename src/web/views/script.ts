import { comparisonScript } from "./comparison-script.ts";

/** The whole script, a part for each kind of page; all works without it. The first offers the reader's own time zone where the form still says UTC. */
export const script = `
for (const select of document.querySelectorAll("select[data-own-zone]")) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const option = [...select.options].find(({ value }) => value === zone);
  if (select.value === "UTC" && option) option.selected = true;
}
${comparisonScript}`;

/** A mark of two lines, the upper one struck out. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1a56b0"/><path d="M7 11h18M7 21h18" stroke="#fff" stroke-width="3"/><path d="M9 15 23 7" stroke="#ffb4ab" stroke-width="2.5"/></svg>`;
