import { once } from "node:events";
import { CronJob } from "cron";
import type { Alarm } from "../../ports/alarm.ts";

/** Wakes by the machine's clock through the `cron` package. */
export function createCronAlarm(): Alarm {
  return {
    async *slots(expression, signal) {
      const wake = new EventTarget();
      let hasRung = false;
      const job = CronJob.from({
        cronTime: expression,
        timeZone: "UTC",
        start: true,
        onTick() {
          hasRung = true;
          wake.dispatchEvent(new Event("slot"));
        },
      });
      try {
        while (!signal.aborted) {
          if (!hasRung) await once(wake, "slot", { signal }).catch(() => undefined);
          if (signal.aborted) return;
          hasRung = false;
          yield;
        }
      } finally {
        await job.stop();
      }
    },
  };
}
