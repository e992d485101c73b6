import type { CapturedPage } from "../../render/captured-page.ts";
import type { Html } from "../../render/html.ts";
import { html, toHtmlText } from "../../render/html.ts";

/** Of the frame alone, which loads nothing. */
const styleElement = html`<style>
  :root {
    color-scheme: light dark;
  }
  body {
    font: 1rem/1.5 sans-serif;
    margin: 1rem;
    max-width: 46rem;
    overflow-wrap: anywhere;
  }
  pre {
    white-space: pre-wrap;
  }
  table {
    border-collapse: collapse;
  }
  td,
  th {
    border: 1px solid;
    padding: 0.2rem 0.4rem;
    vertical-align: top;
  }
  em {
    opacity: 0.75;
  }
</style>`;

/** What stands in it, to the letter: a policy allows it by its digest. */
export const captureStyles = /^<style>([^]*)<\/style>$/.exec(toHtmlText(styleElement))?.[1] ?? "";

/** Gives a captured page as a document of its own. */
export function renderCaptureFrame({ main, isCut }: CapturedPage): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Captured page</title>
        ${styleElement}
      </head>
      <body>
        ${main}
        ${
          isCut
            ? html`<hr />
                <p><em>Only the beginning is shown.</em></p>`
            : null
        }
      </body>
    </html>`;
}
