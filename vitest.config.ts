import { defineConfig } from "vitest/config";

/** `unit` needs no browser and finishes within a minute; `e2e` starts processes, servers and a browser. */
export default defineConfig({
  test: {
    // Left to itself it leaves one processor idle, which is half of a small machine.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/e2e/**", "test/replay/**"],
          // Stops what hangs; no test measures time, and a machine may be busy.
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts", "test/replay/**/*.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
