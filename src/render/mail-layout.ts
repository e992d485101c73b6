import type { Html } from "./html.ts";
import { html } from "./html.ts";
import { inkOf, renderDarkRules, surfaces } from "./mail-colours.ts";

/** Stands on each cell: Outlook hands a table's font down to none of them. */
export const mailFont = "font-family:'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

// A list of mails shows about this much beside the subject, and fills it from the body where it is not filled.
const preheaderLength = 200;
const blank = html`&zwnj;&nbsp;`;

/**
 * Gives a whole mail around its body: one column of 640 pixels, narrower where the screen is, nothing
 * loaded from anywhere. Outlook, which knows no `max-width`, gets the width from a table of its own.
 */
export function renderMail(parts: {
  readonly title: string;
  /** What a list of mails shows beside the subject. */
  readonly preheader: string;
  readonly body: Html;
  readonly foot: Html | string;
}): Html {
  const { title, preheader, body, foot } = parts;
  const padding = Array.from(
    { length: Math.max(0, preheaderLength - preheader.length) },
    () => blank,
  );
  return html`<!doctype html>
    <html lang="en" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no" />
        <title>${title}</title>
        <style>
          :root { color-scheme: light dark; supported-color-schemes: light dark; }
          ${renderDarkRules()}
          @media (max-width: 480px) { .pad { padding: 18px 16px !important; } }
        </style>
      </head>
      <body
        class="ground"
        bgcolor="${surfaces.ground.light}"
        style="margin:0;padding:0;background-color:${surfaces.ground.light}"
      >
        <div
          style="display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;mso-hide:all;font-size:1px;line-height:1px"
        >
          ${preheader}<span aria-hidden="true">${padding}</span>
        </div>
        <div role="article" aria-roledescription="email" aria-label="${title}" lang="en" dir="ltr">
          <table
            role="presentation"
            width="100%"
            border="0"
            cellpadding="0"
            cellspacing="0"
            class="ground"
            bgcolor="${surfaces.ground.light}"
            style="background-color:${surfaces.ground.light}"
          >
            <tr>
              <td align="center" style="padding:20px 8px;${mailFont}">
                <!--[if mso]><table role="presentation" width="640" align="center" border="0" cellpadding="0" cellspacing="0"><tr><td><![endif]-->
                <table
                  role="presentation"
                  width="100%"
                  border="0"
                  cellpadding="0"
                  cellspacing="0"
                  class="sheet"
                  bgcolor="${surfaces.sheet.light}"
                  style="max-width:640px;background-color:${surfaces.sheet.light};border-radius:8px"
                >
                  <tr>
                    <td class="pad" align="left" style="padding:24px;${mailFont}">
                      ${body}
                      <div
                        class="muted line"
                        style="margin:24px 0 0;padding:14px 0 0;border-top:1px solid ${surfaces.line.light};font-size:13px;line-height:1.5;${inkOf("muted")}"
                      >
                        ${foot}
                      </div>
                    </td>
                  </tr>
                </table>
                <!--[if mso]></td></tr></table><![endif]-->
              </td>
            </tr>
          </table>
        </div>
      </body>
    </html> `;
}
