import type { ColumnDefinitionBuilder } from "kysely";

/** What the databases call the same thing. */
export interface ColumnTypes {
  readonly bytes: "blob" | "bytea";
  /** Turns a column into one that counts up by itself. */
  readonly counting: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;
}
