/** The streams of whoever runs a command. */
export interface Io {
  /** Data: standard output. Line breaks are the caller's. */
  out(text: string): void;
  /** Words: standard error. */
  err(text: string): void;
  /** Of standard error: words and progress. */
  readonly isTerminal: boolean;
  /** Somebody sits there who can be asked: standard input is a terminal, and standard error too. */
  readonly isInteractive: boolean;
  readonly columns: number;
  readonly hasColour: boolean;
  readStdin(): AsyncIterable<string>;
}
