/** The streams of whoever runs a command. */
export interface Io {
  /** Data: standard output. Line breaks are the caller's. */
  out(text: string): void;
  /** Words: standard error. */
  err(text: string): void;
  /** Of standard error: words and progress. */
  readonly isTerminal: boolean;
  readonly columns: number;
  readonly hasColour: boolean;
  readStdin(): AsyncIterable<string>;
}
