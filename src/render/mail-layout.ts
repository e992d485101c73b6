import type { Html } from "./html.ts";
import { html } from "./html.ts";

/** Dark screens: same order of contrast as the inline colours, each pair at least 4.5 to 1. */
const darkRules = html`
  body, .ground { background: #15181c !important; } .card, .sheet { background: #1e2227 !important;
  border-color: #39404a !important; } .ink, .code { color: #e8eaed !important; } .muted { color:
  #a4adb8 !important; } .link { color: #8ab4f8 !important; } .del, .tight { background: #4b1f1c
  !important; color: #ffb4ab !important; } .ins, .loose { background: #163d25 !important; color:
  #a5e6b9 !important; } .plain { background: #39404a !important; color: #dfe3e8 !important; } .flag
  { background: #453610 !important; color: #ffe08a !important; } .made { background: #2c2540
  !important; color: #d6cbf5 !important; }
`;

/** Gives a whole mail around its body: one column, up to 640 pixels, nothing loaded from anywhere. */
export function renderMail(parts: {
  readonly title: string;
  /** What a list of mails shows beside the subject. */
  readonly preheader: string;
  readonly body: Html;
  readonly foot: string;
}): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${parts.title}</title>
        <style>
          :root { color-scheme: light dark; supported-color-schemes: light dark; }
          @media (prefers-color-scheme: dark) { ${darkRules} }
        </style>
      </head>
      <body class="ground" style="margin:0;padding:0;background:#f2f4f6">
        <div style="display:none;max-height:0;overflow:hidden;opacity:0">${parts.preheader}</div>
        <table
          role="presentation"
          width="100%"
          cellpadding="0"
          cellspacing="0"
          class="ground"
          style="background:#f2f4f6"
        >
          <tr>
            <td align="center" style="padding:20px 10px">
              <table
                role="presentation"
                width="100%"
                cellpadding="0"
                cellspacing="0"
                class="sheet"
                style="max-width:640px;background:#ffffff;border-radius:8px;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
              >
                <tr>
                  <td style="padding:24px 24px 20px">
                    ${parts.body}
                    <p
                      class="muted"
                      style="margin:22px 0 0;font-size:12px;line-height:1.5;color:#5b6470"
                    >
                      ${parts.foot}
                    </p>
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html> `;
}
