import { accountStyles } from "./account-styles.ts";
import { apiStyles } from "./api-styles.ts";
import { changeStyles } from "./change-styles.ts";
import { clauseStyles } from "./clause-styles.ts";
import { comparisonStyles } from "./comparison-styles.ts";
import { documentStyles } from "./document-styles.ts";
import { listStyles } from "./list-styles.ts";
import { paperStyles } from "./paper-styles.ts";
import { plotStyles } from "./plot-styles.ts";
import { operationsStyles } from "./operations-styles.ts";
import { reviewStyles } from "./review-styles.ts";
import { searchStyles } from "./search-styles.ts";
import { takeAwayStyles } from "./take-away-styles.ts";
import { topicStyles } from "./topic-styles.ts";

/** The whole stylesheet: a reading page in the reader's own fonts, light or dark, from a phone to a wide screen. */
export const styles: string = compact(`
:root {
  color-scheme: light dark;
  --ground: light-dark(#f7f6f3, #15181c);
  --sheet: light-dark(#ffffff, #1e2227);
  --ink: light-dark(#16191d, #e8eaed);
  --muted: light-dark(#59616c, #a4adb8);
  --line: light-dark(#d9d6cf, #39404a);
  --edge: light-dark(#8a8f97, #7a838f);
  --link: light-dark(#1a56b0, #8ab4f8);
  --button: light-dark(#1a56b0, #2f6fd0);
  --danger: light-dark(#a12622, #ffb4ab);
  --alert: light-dark(#fdeceb, #3a1f1d);
  --calm: light-dark(#e9f4ec, #173423);
  --serif: "Iowan Old Style", Charter, Georgia, serif;
}
*, *::before, *::after { box-sizing: border-box; }
html { font-size: 106.25%; -webkit-text-size-adjust: 100%; }
body {
  margin: 0;
  background: var(--ground);
  color: var(--ink);
  font-family: "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  line-height: 1.55;
}
h1, h2, legend.big, .brand { font-family: var(--serif); }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 0.75rem; text-wrap: balance; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 0 0 0.5rem; text-wrap: balance; }
p { margin: 0 0 1rem; max-width: 40rem; }
a { color: var(--link); text-underline-offset: 0.15em; }
a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible,
textarea:focus-visible, summary:focus-visible, [tabindex]:focus-visible {
  outline: 3px solid var(--link);
  outline-offset: 2px;
}
/* Read aloud, and not shown. */
.unseen, .scroller caption { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
/* Lists whose items need no mark. */
:where(.site ul, .foot ul, .onward, .between ol, .views > ul, .switch, .list ol, .step-bar ul, .first ol, .day ul, .providers, .provider ul, .legend, .versions, .contents ol, .chips, .follow, .turns, .attempts, .records, .hits ol, .files, .topic-legend, .topic-turns, .topic-list, .jumps, .clause-list, .events, .sessions) { list-style: none; margin: 0; padding: 0; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--sheet); padding: 0.5rem 1rem; z-index: 1; }
.site, main, .foot { max-width: 46rem; margin: 0 auto; padding: 0 1.1rem; }
.site { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.3rem 1.6rem; padding-top: 1.4rem; }
.site ul { display: flex; flex-wrap: wrap; gap: 0.2rem 1.1rem; font-size: 0.95rem; }
.site li a { display: inline-block; padding: 0.25rem 0; overflow-wrap: anywhere; }
.site a[aria-current] { color: inherit; font-weight: 650; text-decoration-thickness: 2px; }
.brand { font-size: 1.2rem; font-weight: 700; color: inherit; text-decoration: none; }
main { padding-top: 2.2rem; padding-bottom: 2rem; }
.foot {
  border-top: 1px solid var(--line);
  padding-top: 1rem;
  padding-bottom: 2.5rem;
  color: var(--muted);
  font-size: 0.88rem;
}
.foot ul { display: flex; flex-wrap: wrap; gap: 0.3rem 1.2rem; }
.lead { font-size: 1.1rem; }
.note { color: var(--muted); font-size: 0.9rem; }
.sheet {
  background: var(--sheet);
  border: 1px solid var(--line);
  border-radius: 10px;
  padding: 1.2rem 1.3rem;
  margin: 0 0 1.2rem;
}
.sheet > :last-child { margin-bottom: 0; }
.sheet.is-paused { border-style: dashed; }
section { margin-top: 2.4rem; }
.message { border-left: 5px solid var(--link); border-radius: 6px; padding: 0.8rem 1.1rem; margin: 0 0 1.4rem; background: var(--sheet); }
.message.is-fault { border-color: var(--danger); background: var(--alert); }
.message.is-done { border-color: light-dark(#2f7d4f, #7fd1a0); background: var(--calm); }
.message > :last-child { margin-bottom: 0; }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1.1rem; margin: 0 0 1.1rem; }
dl.facts dt { color: var(--muted); }
dl.facts dd { margin: 0; overflow-wrap: anywhere; }
fieldset { border: 0; margin: 0 0 1.6rem; padding: 0; min-width: 0; }
legend, label.over { padding: 0; font-weight: 650; display: block; margin-bottom: 0.3rem; }
legend.big { font-size: 1.2rem; margin-bottom: 0.1rem; }
fieldset fieldset { margin: 0.9rem 0 0; }
fieldset fieldset legend { font-weight: 600; color: var(--muted); font-size: 0.9rem; }
.choices { display: grid; grid-template-columns: repeat(auto-fill, minmax(14.5rem, 1fr)); gap: 0.1rem 1rem; }
.choices.is-single { grid-template-columns: 1fr; }
.choice { display: flex; gap: 0.6rem; align-items: baseline; padding: 0.28rem 0; min-height: 1.75rem; overflow-wrap: anywhere; }
.choice input { flex: none; width: 1.1rem; height: 1.1rem; margin: 0; position: relative; top: 0.18rem; accent-color: var(--button); }
.field { margin: 0 0 1.4rem; }
/* Fields beside each other, each under a small label. */
:is(.filters, .finder, .ask, .narrow) .field { margin: 0; min-width: 0; }
:is(.filters, .finder, .ask, .narrow) label { display: block; font-size: 0.88rem; color: var(--muted); margin-bottom: 0.15rem; }
.hint { color: var(--muted); font-size: 0.9rem; margin: 0 0 0.4rem; }
.fault { color: var(--danger); font-weight: 600; font-size: 0.95rem; margin: 0.3rem 0 0; }
:where(input:not([type="checkbox"], [type="radio"]), select, textarea) {
  font: inherit;
  color: inherit;
  background: var(--sheet);
  border: 1px solid var(--edge);
  border-radius: 6px;
  padding: 0.5rem 0.65rem;
  min-height: 2.75rem;
  max-width: 100%;
}
input[type="email"] { width: 26rem; }
textarea { width: 100%; min-height: 5rem; }
:is(input, select, textarea)[aria-invalid="true"] { border-color: var(--danger); border-width: 2px; }
.scroll { overflow-x: auto; }
.row { display: flex; flex-wrap: wrap; gap: 0.4rem 1.4rem; }
details { margin: 0 0 1.4rem; }
details > summary { cursor: pointer; font-weight: 600; padding: 0.3rem 0; }
fieldset > details:last-child { margin-bottom: 0; }
details[open] > summary { margin-bottom: 0.6rem; }
button, a.button {
  font: inherit;
  font-weight: 600;
  border-radius: 6px;
  border: 1px solid var(--button);
  background: var(--button);
  color: #ffffff;
  padding: 0.6rem 1.2rem;
  min-height: 2.75rem;
  cursor: pointer;
}
a.button { display: inline-block; text-decoration: none; overflow-wrap: anywhere; }
:is(button, a.button):hover { filter: brightness(1.1); }
button.quiet { background: transparent; color: var(--link); border-color: var(--edge); }
button.danger { background: transparent; color: var(--danger); border-color: currentColor; }
.actions { display: flex; flex-wrap: wrap; gap: 0.6rem; margin: 0 0 1rem; }
.actions form { margin: 0; }
code.link { overflow-wrap: anywhere; font-size: 0.9rem; }
@media (max-width: 30rem) {
  h1 { font-size: 1.6rem; }
  dl.facts { grid-template-columns: 1fr; gap: 0; }
  dl.facts dd { margin-bottom: 0.5rem; }
  .actions, .actions form, .actions button { width: 100%; }
}
@media print { .site, .foot, button, .skip { display: none; } body { background: none; } }
${changeStyles}
${apiStyles}
${comparisonStyles}
${plotStyles}
${takeAwayStyles}
${listStyles}
${documentStyles}
${reviewStyles}
${operationsStyles}
${accountStyles}
${topicStyles}
${searchStyles}
${clauseStyles}
${paperStyles}`);

/** Without remarks, and without the blanks that are there for whoever writes it. */
function compact(css: string): string {
  return css
    .replaceAll(/\/\*.*?\*\//gs, "")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ ?([{};]) ?/g, "$1")
    .replaceAll(";}", "}");
}
