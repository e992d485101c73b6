export type LogFields = Readonly<Record<string, unknown>>;

/** Structured log. Fields hold ids, counts and kinds; never secrets or page text. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}
