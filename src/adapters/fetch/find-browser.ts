import { accessSync, constants, statSync } from "node:fs";
import { posix, win32 } from "node:path";

/** Where to look; every field from the environment is handed in. */
export interface FindBrowserOptions {
  /** The operator's choice (`CLAUSEWATCH_BROWSER`). Given, nothing else is looked at. */
  readonly configured?: string | undefined;
  /** `process.env.PATH`. */
  readonly path?: string | undefined;
  /** `process.platform`. */
  readonly platform: NodeJS.Platform;
  /** Playwright's own download: `chromium.executablePath()`. */
  readonly downloaded?: string | undefined;
  /** @default whether the file is there and may be executed */
  readonly isExecutable?: (file: string) => boolean;
}

const namesOnPath: readonly string[] = [
  "google-chrome-stable",
  "google-chrome",
  "chromium",
  "chromium-browser",
  "chrome",
];

const usualPlaces: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    "/opt/google/chrome/chrome",
    "/usr/bin/google-chrome-stable",
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/snap/bin/chromium",
  ],
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
  ],
};

/** The Chrome or Chromium to use: the one configured, else one installed, else Playwright's; undefined when there is none. */
export function findBrowser(options: FindBrowserOptions): string | undefined {
  const isExecutable = options.isExecutable ?? isExecutableFile;
  // A choice that does not hold must be seen, not silently replaced by another browser.
  if (options.configured !== undefined && options.configured !== "") {
    return isExecutable(options.configured) ? options.configured : undefined;
  }
  const flavour = options.platform === "win32" ? win32 : posix;
  const suffix = options.platform === "win32" ? ".exe" : "";
  const folders = (options.path ?? "").split(flavour.delimiter).filter((folder) => folder !== "");
  const onPath = namesOnPath.flatMap((name) =>
    folders.map((folder) => flavour.join(folder, `${name}${suffix}`)),
  );
  const downloaded = options.downloaded === undefined ? [] : [options.downloaded];
  const candidates = [...onPath, ...(usualPlaces[options.platform] ?? []), ...downloaded];
  return candidates.find((file) => isExecutable(file));
}

function isExecutableFile(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
