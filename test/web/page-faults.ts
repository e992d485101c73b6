import { HtmlValidate } from "html-validate";
import { findHtmlFaults } from "../render/surface-faults.ts";

const allowance = {
  elements: new Set(
    "link header main nav footer section article details summary dl dt dd ol h4 label textarea".split(
      " ",
    ),
  ),
  attributes: new Set(
    "id rel type title tabindex aria-labelledby for readonly spellcheck rows".split(" "),
  ),
  // Below our own address, or on the page itself.
  address: /^(?:\/[\w./-]*|#[\w-]+|\?part=\d+(?:#[\w-]+)?)$/,
};

const listAllowance = {
  elements: new Set([
    ...allowance.elements,
    ..."form select option optgroup input button label blockquote h5 h6 thead tbody th textarea time code mark".split(
      " ",
    ),
  ]),
  attributes: new Set([
    ...allowance.attributes,
    ..."method action for label value selected open scope aria-invalid aria-describedby aria-current name min max required readonly spellcheck rows maxlength datetime start role dir".split(
      " ",
    ),
  ]),
  // Also with a query.
  address: /^(?:\/[\w./-]*(?:\?[\w.*%&=+-]*)?(?:#[\w-]+)?|#[\w-]+)$/,
};

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:recommended", "html-validate:a11y"],
  rules: {
    // A search engine's limit; a change's title names the document and what happened.
    "long-title": "off",
    // Buttons of forms send them.
    "no-implicit-button-type": "off",
    // How the source is written.
    "void-style": "off",
    "no-trailing-whitespace": "off",
    "attribute-boolean-style": "off",
    "doctype-style": "off",
  },
});

/** Gives what a page without a form holds beyond what ours have: elements, attributes, addresses, hidden characters. */
export function findForeignParts(html: string): readonly string[] {
  return findHtmlFaults(html, allowance);
}

/** Gives what a page with lists, texts and forms that change nothing holds beyond what ours have. */
export function findForeignListParts(html: string): readonly string[] {
  return findHtmlFaults(html, listAllowance);
}

/** Gives what the validator holds against a page, with the line of each. */
export function findInvalidParts(html: string): readonly string[] {
  const { results } = validator.validateStringSync(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${ruleId} at line ${line}: ${message}`),
  );
}
