export interface Alarm {
  /**
   * Yields once for each slot of a cron expression (UTC, five or six fields) until the signal aborts, then ends.
   * Slots that pass while the consumer is at work are one: what is due is decided from the store, not from here.
   */
  slots(expression: string, signal: AbortSignal): AsyncIterable<void>;
}
