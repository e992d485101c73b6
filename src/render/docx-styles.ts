import type { IStylesOptions } from "docx";

/** Half points. */
const sizes = { text: 22, margin: 16, headings: [34, 28, 25, 23, 22, 22] } as const;

const heading = (size: number) =>
  ({
    run: { size, bold: true, color: "000000", font: "Georgia" },
    paragraph: { spacing: { before: 280, after: 100 }, keepNext: true },
  }) as const;

const [first, second, third, fourth, fifth, sixth] = sizes.headings;

/** How the document looks in Word: plain, so that nothing stands out but the changes. */
export const docxStyles: IStylesOptions = {
  default: {
    document: {
      run: { size: sizes.text, font: "Calibri" },
      paragraph: { spacing: { after: 120, line: 276 } },
    },
    heading1: heading(first),
    heading2: heading(second),
    heading3: heading(third),
    heading4: heading(fourth),
    heading5: heading(fifth),
    heading6: heading(sixth),
  },
  paragraphStyles: [
    {
      id: "Margin",
      name: "Margin",
      basedOn: "Normal",
      run: { size: sizes.margin, color: "595959" },
      paragraph: { spacing: { after: 0, line: 240 } },
    },
  ],
};
