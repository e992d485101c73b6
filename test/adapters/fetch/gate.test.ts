import { describe, expect, it } from "vitest";

import { isPublicAddress } from "../../../src/adapters/fetch/address.ts";
import { createGate } from "../../../src/adapters/fetch/gate.ts";
import type { HostAddress } from "../../../src/adapters/fetch/lookup.ts";
import { ConfigError } from "../../../src/model/errors.ts";
import {
  byPath,
  createTestFetcher,
  failureOf,
  fetchPage,
  requestFor,
  startLoopback,
} from "./loopback.ts";

function createTestGate(
  addresses: readonly string[] = ["93.184.215.14"],
  allowHosts: string[] = [],
) {
  return createGate({
    allowHosts,
    lookup: async () =>
      addresses.map((address): HostAddress => {
        return { address, family: address.includes(":") ? 6 : 4 };
      }),
  });
}

const refused = expect.objectContaining({ kind: "egress-refused" });

describe("isPublicAddress", () => {
  it.each([
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "168.63.129.16",
    "192.0.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.1.1.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::8.8.8.8",
    "::ffff:7f00:1",
    "::ffff:8.8.8.8",
    "::ffff:0:7f00:1",
    "64:ff9b::7f00:1",
    "64:ff9b::808:808",
    "64:ff9b:1::a00:1",
    "100::1",
    "2001::1",
    "2001:10::1",
    "2001:20::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::1",
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "2606:4700::5efe:7f00:1",
    "2606:4700::200:5efe:a00:1",
    "not an address",
    "",
  ])("refuses %s", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each([
    "8.8.8.8",
    "1.1.1.1",
    "93.184.215.14",
    "172.32.0.1",
    "100.128.0.1",
    "2606:4700::1111",
    "2a00:1450:4001::1",
  ])("lets %s through", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe("admit", () => {
  it.each([
    "http://127.0.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://127.0.0.1./",
    "http://１２７.0.0.1/",
    "http://①②⑦.0.0.1/",
    "http://%31%32%37.0.0.1/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[fd00:ec2::254]/",
    "http://[fe80::1%25eth0]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://0/",
    "http://100.64.0.1/",
    "http://168.63.129.16/",
    "http://3232235777/",
    "http:\\\\127.0.0.1\\",
    "http://169.254.169.254\\@example.com/",
    "http://user@example.com/",
    "http://user:secret@example.com/",
    "http://:@example.com/",
    "http://exa\tmple.com/",
    "http://exam\nple.com/",
    "http://example.com/\u0000",
    "http://example.com/\u007f",
    "http://example.com:22/",
    "http://example.com:25/",
    "http://example.com:6379/",
    "https://example.com:8443/",
    "http://example.com:0/",
    "file:///etc/hostname",
    "data:text/html,hi",
    "blob:http://example.com/1",
    "javascript:alert(1)",
    "ftp://example.com/",
    "gopher://example.com/",
    "view-source:http://example.com/",
    "ws://example.com/",
    "source:http://example.com/",
    "about:blank",
    "chrome://settings",
    "",
    "/terms",
    "//example.com/",
    "http://",
    "http://256.1.1.1/",
    `https://example.com/${"a".repeat(5000)}`,
  ])("refuses %j", (address) => {
    expect(() => createTestGate().admit(address)).toThrow(refused);
  });

  it("takes away the fragment and keeps the rest", () => {
    expect(createTestGate().admit("https://example.com/a?b=c#d").href).toBe(
      "https://example.com/a?b=c",
    );
  });

  it("names no password in its refusal", async () => {
    const error = await failureOf(
      (async () => createTestGate().admit("https://user:secret@example.com/"))(),
    );
    expect(JSON.stringify(error) + String(error)).not.toContain("secret");
  });

  it.each([
    ["127.0.0.1", "http://127.0.0.1:8080/"],
    ["127.0.0.1:8080", "http://127.0.0.1:8080/"],
    ["127.0.0.1:80", "http://127.0.0.1/"],
    ["[::1]:8080", "http://[::1]:8080/"],
    ["::1", "http://[0:0:0:0:0:0:0:1]:99/"],
    ["internal.example", "http://INTERNAL.example.:99/"],
  ])("with %s allowed, lets %s through", (entry, address) => {
    expect(createTestGate([], [entry]).admit(address).href).toMatch(/^http:/);
  });

  it.each([
    ["127.0.0.1", "http://127.0.0.2/"],
    ["127.0.0.1:8080", "http://127.0.0.1:8081/"],
    ["127.0.0.1:8080", "http://127.0.0.1/"],
    ["internal.example", "http://sub.internal.example:99/"],
    ["internal.example", "ftp://internal.example/"],
  ])("with %s allowed, refuses %s all the same", (entry, address) => {
    expect(() => createTestGate([], [entry]).admit(address)).toThrow(refused);
  });

  it.each(["http://127.0.0.1", "example.com/path", "a b", "", "user@host"])(
    "does not take %j for an allowed host",
    (entry) => {
      expect(() => createTestGate([], [entry])).toThrow(ConfigError);
    },
  );
});

describe("resolve", () => {
  it("gives every address of a public name", async () => {
    const found = await createTestGate(["8.8.8.8", "2606:4700::1111"]).resolve(
      new URL("https://a.example/"),
    );
    expect(found.map(({ address }) => address)).toEqual(["8.8.8.8", "2606:4700::1111"]);
  });

  it.each([
    [["10.0.0.1"]],
    [["8.8.8.8", "127.0.0.1"]],
    [["8.8.8.8", "::ffff:127.0.0.1"]],
    [["2606:4700::1111", "fd00:ec2::254"]],
  ])("refuses a name that resolves to %j", async (addresses) => {
    const work = createTestGate(addresses).resolve(new URL("https://a.example/"));
    await expect(work).rejects.toEqual(refused);
  });

  it("refuses a name that was public when it was asked before", async () => {
    const answers = ["8.8.8.8", "169.254.169.254"];
    const gate = createGate({
      allowHosts: [],
      lookup: async () => [{ address: answers.shift() ?? "", family: 4 }],
    });
    const url = new URL("http://rebind.example/");
    await expect(gate.resolve(url)).resolves.toHaveLength(1);
    await expect(gate.resolve(url)).rejects.toEqual(refused);
  });

  it("refuses another name for an allowed address", async () => {
    const gate = createTestGate(["127.0.0.1"], ["127.0.0.1"]);
    await expect(gate.resolve(new URL("http://rebind.example/"))).rejects.toEqual(refused);
  });

  it("lets an allowed name lead to a private address", async () => {
    const found = await createTestGate(["10.1.1.1"], ["internal.example"]).resolve(
      new URL("http://internal.example:8080/"),
    );
    expect(found[0]?.address).toBe("10.1.1.1");
  });

  it.each([
    ["has no address", async () => []],
    [
      "is unknown",
      async () => Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" })),
    ],
  ])("says dns, to be retried, when a name %s", async (_what, lookup) => {
    const gate = createGate({ allowHosts: [], lookup });
    const error = await failureOf(gate.resolve(new URL("https://a.example/")));
    expect([error.kind, error.retryable]).toEqual(["dns", true]);
  });
});

describe("the gate in a fetch", () => {
  it("connects to nothing when a name leads to a private address", async () => {
    await using canary = await startLoopback(byPath({}));
    await using fetcher = createTestFetcher({
      allowHosts: [`other.example:${canary.port}`],
      lookup: async () => [{ address: "127.0.0.1", family: 4 }],
    });
    const url = `http://rebind.example:${canary.port}/`;
    const error = await failureOf(fetcher.fetch(requestFor(url, { robots: "ignore" })));
    expect(error.kind).toBe("egress-refused");
    expect(canary.log).toEqual([]);
  });

  it("connects to the address that was checked, whatever the name says a moment later", async () => {
    await using server = await startLoopback(byPath({ "/": (_q, r) => r.end("checked") }));
    let asked = 0;
    await using fetcher = createTestFetcher({
      allowHosts: ["named.example"],
      lookup: async () => {
        asked += 1;
        return [{ address: asked === 1 ? "127.0.0.1" : "127.0.0.9", family: 4 }];
      },
    });
    const fetched = await fetchPage(fetcher, `http://named.example:${server.port}/`);
    expect([fetched.remoteAddress, asked]).toEqual(["127.0.0.1", 1]);
    expect(server.log).toEqual(["/robots.txt", "/"]);
  });

  it.each([301, 302, 303, 307, 308])("refuses a %i to a private address", async (status) => {
    await using canary = await startLoopback(byPath({}));
    await using server = await startLoopback(
      byPath({ "/": (_q, r) => r.writeHead(status, { location: `${canary.origin}/x` }).end() }),
    );
    await using fetcher = createTestFetcher({ allowHosts: [server.host] });
    const error = await failureOf(fetcher.fetch(requestFor(`${server.origin}/`)));
    expect(error.kind).toBe("egress-refused");
    expect(canary.log).toEqual([]);
  });

  it.each([
    "http://169.254.169.254/latest/meta-data/",
    "http://[::1]/",
    "file:///etc/hostname",
    "data:text/html,x",
    "http://2130706433/",
    "//10.0.0.1/",
    "http:\\\\127.0.0.1\\",
    "https://user:pw@example.com/",
  ])("refuses a redirect to %s", async (location) => {
    await using server = await startLoopback(
      byPath({ "/": (_q, r) => r.writeHead(302, { location }).end() }),
    );
    await using fetcher = createTestFetcher({ allowHosts: [server.host] });
    const error = await failureOf(fetcher.fetch(requestFor(`${server.origin}/`)));
    expect(error.kind).toBe("egress-refused");
  });
});
