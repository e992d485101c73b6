import { describe, expect, it } from "vitest";
import { toClientKey } from "../../src/web/client.ts";
import { createVisitors } from "../../src/web/visitors.ts";

describe("toClientKey", () => {
  it("believes the socket, and no header that anybody may write", () => {
    expect(toClientKey({ remoteAddress: "192.0.2.1" }, "198.51.100.7", false)).toBe("192.0.2.1");
  });

  it("believes the entry that the operator's own proxy added", () => {
    const forwarded = "203.0.113.9, 198.51.100.7";
    expect(toClientKey({ remoteAddress: "127.0.0.1" }, forwarded, true)).toBe("198.51.100.7");
    expect(toClientKey({ remoteAddress: "192.0.2.1" }, undefined, true)).toBe("192.0.2.1");
  });

  it("takes a household's addresses for one, and a mapped one for what it is", () => {
    const one = toClientKey({ remoteAddress: "2001:db8:1:2::1" }, undefined, false);
    expect(toClientKey({ remoteAddress: "2001:db8:1:2:ffff::9" }, undefined, false)).toBe(one);
    expect(toClientKey({ remoteAddress: "2001:db8:1:3::1" }, undefined, false)).not.toBe(one);
    expect(toClientKey({ remoteAddress: "::ffff:192.0.2.1" }, undefined, false)).toBe("192.0.2.1");
  });

  it.each(["", "nonsense", "1.2.3.4<script>"])("counts %j among the unknown", (remoteAddress) => {
    expect(toClientKey({ remoteAddress }, undefined, false)).toBe("unknown");
  });
});

describe("createVisitors", () => {
  it("counts each client by itself", () => {
    const visitors = createVisitors({ count: 1, withinMs: 1000 });
    expect([visitors.admit("a", 0), visitors.admit("b", 0), visitors.admit("a", 400)]).toEqual([
      0, 0, 600,
    ]);
  });

  it("forgets who has not come for longest rather than grow without end", () => {
    const visitors = createVisitors({ count: 1, withinMs: 1000 });
    for (let count = 0; count < 20_001; count += 1) visitors.admit(String(count), 0);
    expect(visitors.admit("0", 1)).toBe(0);
    expect(visitors.admit("20000", 1)).toBe(999);
  });
});
