import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { describe, expect, it } from "vitest";

/** The rules of docs that a compiler does not check: who may import whom, purity, names, sizes. */

const root = resolve(import.meta.dirname, "..");

interface SourceFile {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  /** Without comments. */
  readonly code: string;
  readonly lines: number;
  /** Modules as written, static, re-exported and dynamic. */
  readonly imports: readonly string[];
}

function listFiles(folder: string, suffix: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(suffix))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .toSorted();
}

function withoutComments(text: string): string {
  return text.replace(/^\s*(?:\/\/|\/?\*).*$/gm, "").replace(/\s\/\/ .*$/gm, "");
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(root, path), "utf8");
  const code = withoutComments(text);
  const imports = [
    ...code.matchAll(/^\s*(?:import|export)\s[^;"']*?\sfrom\s+["']([^"']+)["']/gm),
    ...code.matchAll(/^\s*\}\s*from\s+["']([^"']+)["']/gm),
    ...code.matchAll(/^\s*import\s+["']([^"']+)["']/gm),
    ...code.matchAll(/\bimport\(\s*["']([^"']+)["']\s*\)/g),
  ].map((match) => match[1] ?? "");
  return { path, code, lines: text.split("\n").length - 1, imports: [...new Set(imports)] };
}

const sources = listFiles("src", ".ts").map(readSource);
const tests = listFiles("test", ".ts").map(readSource);

/** The folder that a rule speaks of: `core`, `adapters/store`, or the file itself at the top. */
function layerOf(path: string): string {
  const [, first = "", second = ""] = path.split("/");
  if (first === "adapters") return `adapters/${second}`;
  return first;
}

const everything = ["*"];

/** The import table: for each layer, the layers it may import beside itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  model: [],
  ports: ["model"],
  core: ["model"],
  render: ["model", "core"],
  app: ["model", "ports", "core", "render"],
  cli: ["model", "ports", "core", "render", "app"],
  daemon: ["model", "ports", "core", "render", "app"],
  web: ["model", "ports", "core", "render", "app"],
  "config.ts": [
    "model",
    "config-schema.ts",
    "config-environment.ts",
    "config-endpoints.ts",
    "config-explain.ts",
    "config-sign-in.ts",
  ],
  "config-environment.ts": ["model"],
  "config-endpoints.ts": ["model", "config-environment.ts"],
  "config-explain.ts": ["model", "config-schema.ts", "config-environment.ts"],
  "config-sign-in.ts": [
    "model",
    "config-schema.ts",
    "config-web-schema.ts",
    "config-environment.ts",
  ],
  "config-schema.ts": ["model", "config-web-schema.ts"],
  "config-web-schema.ts": [],
  "compose.ts": everything,
  "compose-sign-in.ts": everything,
  "compose-web.ts": everything,
  "compose-index.ts": everything,
  "index-worker.ts": everything,
  "cli.ts": everything,
  demo: everything,
};
const adapterMayImport = ["model", "ports", "core"];

function isAllowed(from: string, to: string): boolean {
  if (from === to) return true;
  const allowed = from.startsWith("adapters/") ? adapterMayImport : mayImport[from];
  return allowed !== undefined && (allowed === everything || allowed.includes(to));
}

function targetOf(file: SourceFile, specifier: string): string {
  return join(dirname(file.path), specifier).split(sep).join("/");
}

function localImports(file: SourceFile): readonly string[] {
  return file.imports
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) => targetOf(file, specifier));
}

function packageImports(file: SourceFile): readonly string[] {
  return file.imports.filter((specifier) => !specifier.startsWith("."));
}

const pureLayers: ReadonlySet<string> = new Set(["model", "ports", "core", "render", "app"]);

/** Packages that reach the network, a disk, a clock or a terminal. */
const effectful =
  /^(?:playwright|nodemailer|@slack|ai|@ai-sdk|kysely|better-sqlite3|pg|cron|undici|pino|commander|log-update|p-queue|hono|vitest)(?:$|\/|-api)/;

const effects: readonly (readonly [string, RegExp])[] = [
  ["the clock", /\bDate\.now\(|\bnew Date\(\s*\)|\bperformance\.now\(/],
  ["randomness", /\bMath\.random\(|\bcrypto\.(?:randomUUID|getRandomValues)\(/],
  ["timers", /(?<![.\w])(?:setTimeout|setInterval|setImmediate|queueMicrotask)\(/],
  ["the network", /(?<![.\w])fetch\(/],
  ["the process", /(?<![.\w])process\.\w/],
  ["the console", /(?<![./\w])console\.\w/],
];

describe("the import table", () => {
  it("knows every folder", () => {
    const unknown = sources
      .map((file) => layerOf(file.path))
      .filter((layer) => !layer.startsWith("adapters/") && mayImport[layer] === undefined);
    expect([...new Set(unknown)]).toEqual([]);
  });

  it("lets arrows point one way", () => {
    const wrong = sources.flatMap((file) =>
      localImports(file)
        .filter((target) => target.startsWith("src/") && target.endsWith(".ts"))
        .filter((target) => !isAllowed(layerOf(file.path), layerOf(target)))
        .map((target) => `${file.path} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it("sees the arrows it judges", () => {
    const compare = sources.find((file) => file.path === "src/core/compare.ts");
    expect(compare && localImports(compare)).toContain("src/core/clauses/align.ts");
    expect(isAllowed("core", "adapters/store")).toBe(false);
    expect(isAllowed("adapters/store", "adapters/fetch")).toBe(false);
    expect(isAllowed("cli", "adapters/store")).toBe(false);
  });

  it("loads a language model's library where one is configured, and nowhere else", () => {
    const outside = sources.filter(({ path }) => layerOf(path) !== "adapters/llm");
    const wrong = outside.filter(({ code }) =>
      /^\s*(?:import|export)\s[^;]*?from\s+"(?:ai|@ai-sdk\/[^"]*|[^"]*adapters\/llm\/[^"]*)"/m.test(
        code,
      ),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
    expect(outside.filter(({ code }) => code.includes("adapters/llm/"))).toHaveLength(1);
  });

  it("has no cycle, not even of types", () => {
    expect(findCycle(sources)).toEqual([]);
  });

  it("finds a cycle where there is one", () => {
    const blank = { code: "", lines: 1 };
    const one = { ...blank, path: "src/a.ts", imports: ["./b.ts"] };
    const other = { ...blank, path: "src/b.ts", imports: ["./a.ts"] };
    expect(findCycle([one, other])).toEqual(["src/a.ts", "src/b.ts", "src/a.ts"]);
  });

  it("reaches nothing outside the sources", () => {
    const outside = sources.flatMap((file) =>
      localImports(file)
        .filter((target) => !target.startsWith("src/") && target !== "package.json")
        .map((target) => `${file.path} → ${target}`),
    );
    expect(outside).toEqual([]);
  });
});

/** Gives the files of one cycle, the first repeated at the end; empty when there is none. */
function findCycle(files: readonly SourceFile[]): readonly string[] {
  const graph = new Map(files.map((file) => [file.path, localImports(file)]));
  const done = new Set<string>();
  const open: string[] = [];
  const visit = (path: string): readonly string[] => {
    const at = open.indexOf(path);
    if (at >= 0) return [...open.slice(at), path];
    if (done.has(path)) return [];
    open.push(path);
    for (const next of graph.get(path) ?? []) {
      const cycle = visit(next);
      if (cycle.length > 0) return cycle;
    }
    open.pop();
    done.add(path);
    return [];
  };
  for (const path of graph.keys()) {
    const cycle = visit(path);
    if (cycle.length > 0) return cycle;
  }
  return [];
}

describe("purity", () => {
  const pure = sources.filter((file) => pureLayers.has(layerOf(file.path)));

  it("keeps Node out of all that decides", () => {
    const wrong = pure.flatMap((file) =>
      packageImports(file)
        .filter((name) => name.startsWith("node:"))
        .filter((name) => !(file.path === "src/model/digest.ts" && name === "node:crypto"))
        .map((name) => `${file.path} → ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it("lets the model and the ports use no package", () => {
    const wrong = pure
      .filter((file) => ["model", "ports"].includes(layerOf(file.path)))
      .flatMap((file) => packageImports(file).filter((name) => !name.startsWith("node:")));
    expect(wrong).toEqual([]);
  });

  it("lets what decides use packages without effects only", () => {
    const wrong = pure.flatMap((file) =>
      packageImports(file)
        .filter((name) => effectful.test(name))
        .map((name) => `${file.path} → ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it("lets no effect in through a global", () => {
    // A port names the effects that others have: it is an interface, as a test below makes sure.
    const deciding = pure.filter((file) => layerOf(file.path) !== "ports");
    const wrong = deciding.flatMap((file) =>
      effects
        .filter(([, pattern]) => pattern.test(file.code))
        .map(([what]) => `${file.path}: ${what}`),
    );
    expect(wrong).toEqual([]);
  });

  it("keeps code out of the ports", () => {
    const wrong = sources
      .filter((file) => layerOf(file.path) === "ports")
      .filter((file) =>
        /^\s*(?:export )?(?:async )?(?:function|const|let|class)\s/m.test(file.code),
      )
      .map((file) => file.path);
    expect(wrong).toEqual([]);
  });
});

/** Files over the limit, each with the reason that its reader accepts. */
const longFiles: ReadonlyMap<string, string> = new Map([]);
const maxLines = 300;
const forbiddenNames = /^(?:utils?|helpers?|common|lib|misc|manager|index)$/;

describe("files", () => {
  it("stay under three hundred lines", () => {
    const wrong = sources
      .filter((file) => file.lines > maxLines && !longFiles.has(file.path))
      .map((file) => `${file.path}: ${file.lines}`);
    expect(wrong).toEqual([]);
  });

  it("are excused only while they need it", () => {
    const needless = [...longFiles.keys()].filter(
      (path) => !sources.some((file) => file.path === path && file.lines > maxLines),
    );
    expect(needless).toEqual([]);
  });

  it("have names in kebab-case that say what they hold", () => {
    const wrong = [...sources, ...tests]
      .map((file) => file.path)
      .filter((path) => {
        const parts = path.replace(/(?:\.test)?\.ts$/, "").split("/");
        return parts.some(
          (part) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(part) || forbiddenNames.test(part),
        );
      });
    expect(wrong).toEqual([]);
  });

  it("export by name", () => {
    const wrong = [...sources, ...tests]
      .filter((file) => /^\s*export default\b|\bas default\b/m.test(file.code))
      .map((file) => file.path);
    expect(wrong).toEqual([]);
  });

  it("name what they import by its file", () => {
    const wrong = [...sources, ...tests].flatMap((file) =>
      file.imports
        .filter((name) => name.startsWith(".") && !/\.(?:ts|mjs|json)$/.test(name))
        .map((name) => `${file.path} → ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it("hold no class but errors", () => {
    const wrong = sources
      .filter((file) =>
        /^\s*(?:export )?(?:abstract )?class (?!\w+ extends \w*Error\b)/m.test(file.code),
      )
      .map((file) => basename(file.path));
    expect(wrong).toEqual([]);
  });
});
