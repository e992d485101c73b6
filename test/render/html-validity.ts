import { HtmlValidate } from "html-validate";

/**
 * A mail is HTML5 for programs that stopped at HTML 4: each rule that is off asks for what these do not know,
 * or for a matter of taste of source text that nobody reads.
 */
const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // Gmail drops style sheets of mails that it shows to others, Outlook most of what stands in them.
    "no-inline-style": "off",
    // Outlook lays out by `width`, `align`, `bgcolor` and `cellpadding`, and knows no other way.
    "no-deprecated-attr": "off",
    // The width for Outlook stands in them.
    "no-conditional-comment": "off",
    // Outlook has no <article>; screen readers know the role.
    "prefer-native-element": "off",
    // Older screen readers know `presentation`, not `none`, for tables that only lay out.
    "presentation-role-style": "off",
    // Such a table has no parts that a reader would ask for.
    "prefer-tbody": "off",
    // A search engine's limit; a mail's title is its subject.
    "long-title": "off",
    // How the source is written.
    "doctype-style": "off",
    "void-style": "off",
    "no-trailing-whitespace": "off",
  },
});

/** Gives what the validator holds against a whole HTML document, with the line of each. */
export function findValidityFaults(html: string): string[] {
  const { results } = validator.validateStringSync(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${ruleId} at line ${line}: ${message}`),
  );
}
