import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import Database from "better-sqlite3";
import { z } from "zod";

const row = z.object({ id: z.string(), comparison: z.instanceof(Uint8Array) });

/** Makes every recorded change of a database one that rules of an earlier day called editorial. */
export function pretendJudgedEarlier(path: string): void {
  using closing = new DisposableStack();
  const database = new Database(path);
  closing.defer(() => database.close());
  const update = database.prepare(
    "update changes set comparison = ?, judged_by = 'rules-0', materiality_rank = 1 where id = ?",
  );
  database.transaction(() => {
    for (const one of z.array(row).parse(database.prepare("select * from changes").all())) {
      const comparison: object = JSON.parse(zstdDecompressSync(one.comparison).toString("utf8"));
      const earlier = { ...comparison, materiality: "editorial", judgedBy: "rules-0" };
      update.run(zstdCompressSync(JSON.stringify(earlier)), one.id);
    }
  })();
}
