import { html } from "../../render/html.ts";

/**
 * Of a document that is printed as it is, by itself: serif, black on white, edits underlined and struck. It stands inside
 * the document, which is given to nobody else.
 */
export const printStyles = html`<style>
  body {
    margin: 0;
    color: #000;
    background: #fff;
    font:
      10.5pt/1.5 Charter,
      "Bitstream Charter",
      "Liberation Serif",
      Georgia,
      serif;
  }
  h1,
  h2,
  h3,
  h4,
  h5,
  h6 {
    line-height: 1.25;
    margin: 1.3em 0 0.35em;
    break-after: avoid;
    font-weight: bold;
  }
  h1 {
    font-size: 19pt;
    margin: 0 0 0.5em;
  }
  h2 {
    font-size: 14pt;
  }
  h3 {
    font-size: 12pt;
  }
  h4,
  h5,
  h6 {
    font-size: 10.5pt;
  }
  p {
    margin: 0 0 0.6em;
    orphans: 3;
    widows: 3;
    overflow-wrap: anywhere;
  }
  .kicker {
    font-size: 11pt;
    margin: 0 0 0.2em;
  }
  header {
    border-bottom: 1.5pt solid #000;
    padding-bottom: 0.6em;
    margin-bottom: 1.4em;
  }
  dl {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 0.1em 1em;
    margin: 0.6em 0;
    font-size: 8.5pt;
  }
  dt {
    font-weight: bold;
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .legend {
    font-size: 9pt;
    margin: 0.8em 0 0;
  }
  .note {
    font:
      italic 8.5pt/1.4 "Liberation Sans",
      Arial,
      sans-serif;
    margin: 0.7em 0 0.15em;
    break-after: avoid;
  }
  .noted {
    border-left: 1.5pt solid #000;
    padding-left: 0.8em;
  }
  .in-1 {
    margin-left: 1.4em;
  }
  .in-2 {
    margin-left: 2.8em;
  }
  .in-3 {
    margin-left: 4.2em;
  }
  .in-4 {
    margin-left: 5.6em;
  }
  .bullet {
    padding-left: 1em;
    text-indent: -1em;
  }
  .bullet.noted {
    padding-left: 1.8em;
  }
  ins {
    text-decoration: underline;
    text-underline-offset: 0.15em;
  }
  del {
    text-decoration: line-through;
  }
  .mark {
    font-size: 0.85em;
  }
</style>`;
