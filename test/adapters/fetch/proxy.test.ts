import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

import { describe, expect, it } from "vitest";

import { createGate } from "../../../src/adapters/fetch/gate.ts";
import type { FilteringProxy } from "../../../src/adapters/fetch/proxy.ts";
import { startProxy } from "../../../src/adapters/fetch/proxy.ts";
import { byPath, startLoopback } from "./loopback.ts";

function startTestProxy(
  allowHosts: readonly string[],
  maxBytes = 100_000,
): Promise<FilteringProxy> {
  const gate = createGate({
    allowHosts,
    lookup: async () => [{ address: "127.0.0.1", family: 4 }],
  });
  return startProxy(gate, { url: "http://page.example/", connectTimeoutMs: 1000, maxBytes });
}

/** All that comes back on one connection until it closes, or for a while. */
async function talk(proxy: FilteringProxy, ...lines: readonly string[]): Promise<string> {
  const socket = connect(Number(new URL(proxy.address).port), "127.0.0.1");
  let answer = "";
  socket.on("data", (chunk) => {
    answer += chunk.toString();
  });
  socket.on("error", () => {});
  for (const line of lines) {
    socket.write(line);
    await delay(60);
  }
  await delay(60);
  socket.destroy();
  return answer;
}

const get = (url: string) =>
  `GET ${url} HTTP/1.1\r\nHost: whatever.example\r\nConnection: close\r\nProxy-Authorization: x\r\n\r\n`;

describe("startProxy", () => {
  it("forwards a plain request to the host that its address names, without what was meant for a proxy", async () => {
    await using server = await startLoopback(
      byPath({ "/a": (q, r) => r.end(JSON.stringify(q.rawHeaders)) }),
    );
    await using proxy = await startTestProxy(["127.0.0.1"]);
    const answer = await talk(proxy, get(`${server.origin}/a?b`));
    expect(answer).toMatch(/^HTTP\/1\.1 200/);
    expect(answer).toContain(`["Host","${server.host}","Connection","close"]`);
  });

  it("tunnels to an allowed host, both ways", async () => {
    await using server = await startLoopback(byPath({ "/a": (_q, r) => r.end("through") }));
    await using proxy = await startTestProxy(["127.0.0.1"]);
    const answer = await talk(
      proxy,
      `CONNECT ${server.host} HTTP/1.1\r\n\r\n`,
      `GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 Connection Established/);
    expect(answer).toContain("through");
  });

  it.each([
    "127.0.0.1:443",
    "127.0.0.1:80",
    "localhost:443",
    "rebind.example:443",
    "[::1]:443",
    "[::ffff:127.0.0.1]:443",
    "169.254.169.254:80",
    "2130706433:443",
    "0x7f.1:443",
    "example.org:22",
    "example.org:25",
    "example.org:6379",
    "example.org:99999",
    "example.org",
    "user@example.org:443",
    "a/b:443",
    "127.0.0.1\\:443",
    "",
  ])("opens no tunnel to %j", async (target) => {
    await using proxy = await startTestProxy([]);
    const answer = await talk(proxy, `CONNECT ${target} HTTP/1.1\r\n\r\n`);
    expect(answer).not.toContain(" 200 ");
  });

  it.each([
    "http://169.254.169.254/latest/meta-data/",
    "http://rebind.example/",
    "http://user:pw@example.org/",
    "ftp://example.org/",
    "file:///etc/hostname",
    "/relative",
    "http://example.org:22/",
  ])("answers nothing for %s", async (url) => {
    await using proxy = await startTestProxy([]);
    expect(await talk(proxy, get(url))).not.toContain(" 200 ");
  });

  it.each([
    "garbage",
    "HTTP/1.1 999 \r\n\r\n",
    "HTTP/1.1 200 OK\r\nX-A: a\u0001b\r\n\r\n",
    "HTTP/1.1 200 OK\r\nX A: b\r\n\r\n",
    "HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ncut",
  ])("lives through an answer like %j", async (answer) => {
    await using server = await startLoopback(
      byPath({ "/bad": (q) => q.socket.end(answer), "/good": (_q, r) => r.end("well") }),
    );
    await using proxy = await startTestProxy(["127.0.0.1"]);
    await talk(proxy, get(`${server.origin}/bad`));
    expect(await talk(proxy, get(`${server.origin}/good`))).toContain("well");
  });

  it("says of a host why it was refused", async () => {
    await using proxy = await startTestProxy([]);
    await talk(proxy, "CONNECT rebind.example:443 HTTP/1.1\r\n\r\n");
    expect(proxy.findFailure("rebind.example")?.kind).toBe("egress-refused");
    expect(proxy.findFailure("other.example")).toBeUndefined();
  });

  it("passes nothing on once the page's bytes are used up", async () => {
    await using server = await startLoopback(
      byPath({ "/": (_q, r) => r.end(Buffer.alloc(50_000, "x")) }),
    );
    await using proxy = await startTestProxy(["127.0.0.1"], 20_000);
    const first = await talk(proxy, get(`${server.origin}/`));
    const second = await talk(proxy, get(`${server.origin}/`));
    expect(first.length).toBeLessThan(50_000);
    expect(second).toBe("");
    expect(proxy.overflow?.kind).toBe("too-large");
    expect(server.log).toEqual(["/"]);
  });

  it("cuts every connection when it is disposed of", async () => {
    await using server = await startLoopback(byPath({ "/": (_q, r) => void r.write("x") }));
    const proxy = await startTestProxy(["127.0.0.1"]);
    const socket = connect(Number(new URL(proxy.address).port), "127.0.0.1");
    const closed = new Promise((resolve) => {
      socket.once("close", resolve);
    });
    socket.write(get(`${server.origin}/`));
    await new Promise((resolve) => {
      socket.once("data", resolve);
    });
    await proxy[Symbol.asyncDispose]();
    expect(await closed).toBe(false);
  });
});
