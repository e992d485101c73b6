import { describe, expect, it } from "vitest";

import { findBrowser } from "../../../src/adapters/fetch/find-browser.ts";

function among(...files: readonly string[]) {
  return { isExecutable: (file: string) => files.includes(file) };
}

describe("findBrowser", () => {
  it("gives the configured one when it can be executed", () => {
    const files = among("/opt/own/chrome", "/usr/bin/chromium");
    expect(findBrowser({ configured: "/opt/own/chrome", platform: "linux", ...files })).toBe(
      "/opt/own/chrome",
    );
  });

  it("gives none rather than another than the configured one", () => {
    const files = among("/usr/bin/chromium");
    expect(findBrowser({ configured: "/gone", platform: "linux", ...files })).toBeUndefined();
  });

  it.each([
    ["linux", "/a:/b", "/b/chromium", ["/b/chromium", "/usr/bin/chromium"]],
    ["linux", "/a", "/snap/bin/chromium", ["/snap/bin/chromium", "/dl/chrome"]],
    ["linux", "/b:/a", "/a/google-chrome", ["/b/chromium", "/a/google-chrome"]],
    ["linux", "", "/dl/chrome", ["/dl/chrome"]],
    [
      "darwin",
      "/bin",
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
      ["/Applications/Chromium.app/Contents/MacOS/Chromium"],
    ],
    ["win32", "C:\\a;C:\\b", "C:\\b\\chrome.exe", ["C:\\b\\chrome.exe"]],
  ] as const)("on %s with PATH %j gives %s", (platform, path, found, files) => {
    expect(findBrowser({ platform, path, downloaded: "/dl/chrome", ...among(...files) })).toBe(
      found,
    );
  });

  it("gives undefined where there is none", () => {
    expect(findBrowser({ platform: "linux", path: "/bin", ...among() })).toBeUndefined();
  });

  it("takes a folder or a file that cannot be executed for no browser", () => {
    expect(findBrowser({ configured: "/", platform: "linux" })).toBeUndefined();
    expect(findBrowser({ configured: import.meta.filename, platform: "linux" })).toBeUndefined();
  });
});
