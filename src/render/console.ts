import type { Message } from "../model/message.ts";
import type { Alert } from "./alert.ts";
import type { TextOptions } from "./text.ts";
import { renderText } from "./text.ts";

/** Gives an alert as lines for a terminal or a log, between two rules so that alerts can be told apart. */
export function renderConsole(
  alert: Alert,
  options: TextOptions = {},
): Extract<Message, { channel: "console" }> {
  const rule = "─".repeat(options.width ?? 78);
  return { channel: "console", text: `${rule}\n${renderText(alert, options)}` };
}
