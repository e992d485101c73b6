import type { Block } from "./slack-blocks.ts";
import { maxBlocks, maxMessageChars, toChars } from "./slack-blocks.ts";

/** More replies than these nobody reads: the stored comparison is the better place. */
export const maxReplies = 10;

/** Of the first message: what comes after is behind one click, in its thread. */
const maxFirstItems = 8;
/** Kept free in each message for the words that say how it goes on. */
const noteChars = 1000;

export interface ThreadParts {
  readonly head: readonly Block[];
  /** Most important first; what does not fit any more is not asked for. An item is never torn. */
  readonly items: Iterable<readonly Block[]>;
  /** Says how it goes on: after the first message's items, and at the end of the last reply. */
  readonly toNote: (shown: { readonly here: number; readonly inAll: number }) => readonly Block[];
  readonly foot: readonly Block[];
  /** A reply's text where no blocks are shown, by its first and last item, counted from 1. */
  readonly toReplyText: (from: number, to: number) => string;
}

export interface Thread {
  readonly blocks: readonly Block[];
  readonly replies: readonly { readonly text: string; readonly blocks: readonly Block[] }[];
  /** How many items are in it. */
  readonly shown: number;
}

/** Gives a message and the replies in its thread, each within Slack's limits, that hold as many items as fit. */
export function toThread({ head, items, toNote, foot, toReplyText }: ThreadParts): Thread {
  const frame = [...head, ...foot];
  const pages: (readonly Block[])[][] = [[]];
  let shown = 0;
  for (const item of items) {
    const page = pages.at(-1) ?? [];
    const isFirst = pages.length === 1;
    const isFull = isFirst && page.length === maxFirstItems;
    if (!isFull && fits([...(isFirst ? frame : []), ...page.flat(), ...item])) page.push(item);
    else if (pages.length > maxReplies) break;
    else pages.push([item]);
    shown += 1;
  }
  const [first = [], ...others] = pages;
  const blocks = [
    ...head,
    ...first.flat(),
    ...toNote({ here: first.length, inAll: shown }),
    ...foot,
  ];
  let from = first.length;
  const replies = others.map((page, at) => {
    const start = from + 1;
    from += page.length;
    const isLast = at === others.length - 1;
    return {
      text: toReplyText(start, from),
      blocks: [...page.flat(), ...(isLast ? toNote({ here: shown, inAll: shown }) : [])],
    };
  });
  return { blocks, replies, shown };
}

function fits(blocks: readonly Block[]): boolean {
  return blocks.length <= maxBlocks - 2 && toChars(blocks) <= maxMessageChars - noteChars;
}
