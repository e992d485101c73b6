import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import type { Viewer } from "../../../src/model/account.ts";
import type { Row, TableFormat } from "../../../src/render/table-text.ts";
import type { Env } from "../../../src/web/context.ts";
import { answerTable, toDisposition } from "../../../src/web/exports/table.ts";

const columns = [
  { key: "number", label: "Number" },
  { key: "words", label: "Words" },
] as const;

interface Asking {
  readonly format?: TableFormat;
  readonly method?: string;
  readonly viewer?: Viewer | null;
}

async function ask(rows: Iterable<Row> | AsyncIterable<Row>, asking: Asking = {}) {
  const { format = "csv", method = "GET", viewer = null } = asking;
  const app = new Hono<Env>();
  app.get("/list", (c) => {
    c.set("viewer", viewer);
    return answerTable(c, { name: "changes of 2025", columns, rows }, format);
  });
  return app.request("/list", { method });
}

async function* count(
  to: number,
  read: (number: number) => void = () => {},
): AsyncGenerator<Row, void, void> {
  for (let number = 1; number <= to; number++) {
    read(number);
    yield { number, words: "=x" };
  }
}

describe("answerTable", () => {
  it("sends a spreadsheet's file under a plain name, that no browser takes for anything else", async () => {
    const response = await ask([{ number: 1, words: "Fees" }]);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": 'attachment; filename="clausewatch-changes-of-2025.csv"',
      "x-content-type-options": "nosniff",
    });
    expect(Buffer.from(await response.arrayBuffer()).toString()).toBe(
      '\uFEFF"Number","Words"\r\n1,"Fees"\r\n',
    );
  });

  it("sends one object a line for programs", async () => {
    const response = await ask(count(250), { format: "jsonl" });
    const lines = (await response.text()).trimEnd().split("\n");
    expect(response.headers.get("content-type")).toBe("application/jsonl; charset=utf-8");
    expect(lines).toHaveLength(250);
    expect(JSON.parse(lines[249] ?? "")).toEqual({ number: 250, words: "=x" });
  });

  it("sends the head alone where there are no rows", async () => {
    expect(await (await ask([])).text()).toBe('"Number","Words"\r\n');
  });

  it("reads no further than its reader does", async () => {
    let read = 0;
    const response = await ask(
      count(100_000, (number) => (read = number)),
      { format: "jsonl" },
    );
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(2_000);
  });

  it("reads nothing for who asks for the head alone", async () => {
    let read = 0;
    const response = await ask(
      count(10, (number) => (read = number)),
      { method: "HEAD", format: "jsonl" },
    );
    expect([response.status, await response.text()]).toEqual([200, ""]);
    expect(read).toBe(0);
  });

  it("lets no cache keep what somebody sees who has signed in", async () => {
    const viewer = { name: "ada", role: "reader", formToken: null } as const;
    const kept = [await ask([]), await ask([], { viewer })].map(({ headers }) =>
      headers.get("cache-control"),
    );
    expect(kept).toEqual(["public, max-age=60", "no-store"]);
  });
});

describe("toDisposition", () => {
  it.each([
    ["../../etc/passwd.csv", "clausewatch-etc-passwd.csv"],
    ['a"; filename="x.exe\r\nX-Evil: 1.csv', "clausewatch-a-filename-x-exe-X-Evil-1.csv"],
    ["Société Générale.docx", "clausewatch-Societe-Generale.docx"],
    ["條款.csv", "clausewatch-file.csv"],
    [`${"x".repeat(300)}.csv`, `clausewatch-${"x".repeat(80)}.csv`],
  ])("names %j safely", (name, file) => {
    expect(toDisposition(name)).toBe(`attachment; filename="${file}"`);
  });
});
