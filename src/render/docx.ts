import type { IParagraphOptions, ParagraphChild } from "docx";
import {
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  DeletedTextRun,
  Document,
  Footer,
  Header,
  HeadingLevel,
  InsertedTextRun,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from "docx";
import type { Span } from "../model/comparison.ts";
import type { Instant } from "../model/instant.ts";
import { toCoreProperties } from "./docx-properties.ts";
import { docxStyles } from "./docx-styles.ts";
import type { ParagraphLook, TrackedParagraph } from "./tracked.ts";
import { toVisibleLine } from "./visible.ts";

export interface TrackedDocument {
  readonly title: string;
  /** Who made the changes: the provider. */
  readonly author: string;
  /** When they were seen. */
  readonly at: Instant;
  /** At the head of each page. */
  readonly head: string;
  /** At the foot of each page, before its number. */
  readonly foot: string;
  readonly paragraphs: readonly TrackedParagraph[];
}

/** Beyond these, neither Word nor we would come to an end with it. */
const mostParagraphs = 20_000;
const mostChars = 4_000_000;
const maxAuthor = 200;

/** Whether a document is not too long to be written. */
export function fitsWord(paragraphs: readonly TrackedParagraph[]): boolean {
  if (paragraphs.length > mostParagraphs) return false;
  let chars = 0;
  for (const { runs } of paragraphs) for (const { text } of runs) chars += text.length;
  return chars <= mostChars;
}

/**
 * Gives a Word document (`.docx`) whose changes are tracked ones: whoever accepts all has the text after, whoever
 * rejects all has the text before. Notes are comments. The same document gives the same bytes, but for the times in its
 * archive.
 */
export async function renderDocx(document: TrackedDocument): Promise<Uint8Array<ArrayBuffer>> {
  const { title, at } = document;
  const pen = createPen(document);
  const body = document.paragraphs.map((paragraph) => toParagraph(paragraph, pen));
  const last = document.paragraphs.at(-1);
  // Of the last paragraph of all, the end can be neither added nor removed.
  if (last === undefined || last.end !== "same") body.push(new Paragraph({}));
  const word = new Document({
    title: toVisibleLine(title),
    creator: "Clausewatch",
    lastModifiedBy: "Clausewatch",
    features: { trackRevisions: true },
    styles: docxStyles,
    comments: { children: pen.comments() },
    sections: [
      {
        headers: { default: new Header({ children: [toMargin([toXmlText(document.head)])] }) },
        footers: {
          default: new Footer({
            children: [
              toMargin([
                `${toXmlText(document.foot)} · `,
                PageNumber.CURRENT,
                " of ",
                PageNumber.TOTAL_PAGES,
              ]),
            ],
          }),
        },
        children: body,
      },
    ],
  });
  const properties = { path: "docProps/core.xml", data: toCoreProperties({ title, at }) };
  const bytes = await Packer.pack(word, "uint8array", undefined, [properties]);
  return new Uint8Array(bytes);
}

function toMargin(children: readonly string[]): Paragraph {
  return new Paragraph({ style: "Margin", children: [new TextRun({ children })] });
}

/** Numbers what is tracked and what is noted, and knows who and when. */
interface Pen {
  mark(): { readonly id: number; readonly author: string; readonly date: string };
  note(text: string): number;
  comments(): { id: number; author: string; initials: string; date: Date; children: Paragraph[] }[];
}

function createPen({ author, at }: TrackedDocument): Pen {
  const name = toXmlText(toVisibleLine(author, maxAuthor)) || "Provider";
  // Word takes times without fractions of seconds.
  const date = at.replace(/\.\d+Z$/, "Z");
  const notes: string[] = [];
  let count = 0;
  return {
    mark: () => ({ id: (count += 1), author: name, date }),
    note: (text) => notes.push(text) - 1,
    comments: () =>
      notes.map((text, id) => ({
        id,
        author: "Clausewatch",
        initials: "CW",
        date: new Date(at),
        children: [new Paragraph({ children: [new TextRun(toXmlText(text))] })],
      })),
  };
}

function toParagraph({ look, runs, end, note }: TrackedParagraph, pen: Pen): Paragraph {
  const words = runs.map((run) => toRun(run, pen));
  return new Paragraph({
    ...toLook(look),
    ...(end === "added" && { run: { insertion: pen.mark() } }),
    ...(end === "removed" && { run: { deletion: pen.mark() } }),
    children: note === null ? words : withNote(words, pen.note(note)),
  });
}

function withNote(words: readonly ParagraphChild[], id: number): readonly ParagraphChild[] {
  return [
    new CommentRangeStart(id),
    ...words,
    new CommentRangeEnd(id),
    new TextRun({ children: [new CommentReference(id)] }),
  ];
}

function toRun({ op, text }: Span, pen: Pen): ParagraphChild {
  const words = toXmlText(text);
  if (op === "added") return new InsertedTextRun({ text: words, ...pen.mark() });
  return op === "removed"
    ? new DeletedTextRun({ text: words, ...pen.mark() })
    : new TextRun({ text: words });
}

const headings = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
] as const;

/** Twentieths of a point. */
const step = 360;

function toLook({ kind, level }: ParagraphLook): Partial<IParagraphOptions> {
  if (kind === "heading") return { heading: headings[level - 1] ?? HeadingLevel.HEADING_6 };
  if (kind === "bullet") return { bullet: { level } };
  return level === 0 ? {} : { indent: { left: level * step } };
}

/** Two characters beside unpaired surrogates are in no XML; control codes are shown by name before it comes to this. */
const notInXml = /[\uFFFE\uFFFF]/g;

function toXmlText(text: string): string {
  return text.toWellFormed().replaceAll(notInXml, "\uFFFD");
}
