/** Tells whether anything has been written, without reading it. */
export interface HistoryStamp {
  /**
   * A value that is another after any commit to the database, of this process or another; the same one says that
   * nothing was written. Takes microseconds.
   */
  readWriteStamp(): Promise<string>;
}
