/**
 * Expressions that are evaluated in a page, in a world of their own: the page's scripts cannot see or replace what
 * they use. Text, since they never run here.
 */

/** Resolves true once nothing was added, removed or reworded for a while, false at the bound. */
export function settleExpression(quietMs: number, maxMs: number): string {
  return `new Promise((resolve) => {
    let quiet;
    const end = (settled) => { observer.disconnect(); resolve(settled); };
    const rest = () => { clearTimeout(quiet); quiet = setTimeout(end, ${quietMs}, true); };
    const observer = new MutationObserver(rest);
    observer.observe(document, { subtree: true, childList: true, characterData: true });
    rest();
    setTimeout(end, ${maxMs}, false);
  })`;
}

/** Scrolls to the end and back, a screen at a time, for parts that load when they come into view; under a second. */
export const scrollExpression = `(async () => {
  const screen = Math.max(innerHeight, 400);
  for (let step = 1; step <= 20 && step * screen < document.documentElement.scrollHeight; step += 1) {
    scrollTo(0, step * screen);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  scrollTo(0, 0);
})()`;

/** The document as HTML, or null when it has more characters than the bound. */
export function serialiseExpression(maxLength: number): string {
  return `(() => {
    const type = document.doctype === null ? "" : new XMLSerializer().serializeToString(document.doctype) + "\\n";
    const html = document.documentElement === null ? "" : type + document.documentElement.outerHTML;
    return html.length > ${maxLength} ? null : html;
  })()`;
}
