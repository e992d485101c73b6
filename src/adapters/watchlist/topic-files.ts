import { link, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseOwnTopic } from "../../core/topics/definition.ts";
import type { OwnTopicFile } from "../../core/topics/definition.ts";
import type { Issue } from "../../model/errors.ts";
import { DeclarationError } from "../../model/errors.ts";
import type { OwnTopic } from "../../model/own-topic.ts";
import type { TopicFiles } from "../../ports/topic-files.ts";
import { readJsonFile } from "./json-file.ts";

const mostTopics = 200;

/** The own topics of a folder: `<name>.json` each; folders in it and other files are left alone. */
export function createTopicFiles(dir: string): TopicFiles {
  return {
    dir,
    async load() {
      const names = await listNames(dir);
      const topics: OwnTopic[] = [];
      const issues: Issue[] = [];
      for (const name of names) {
        const file = await readJsonFile(join(dir, `${name}.json`), `${name}.json`);
        if (file.kind === "unreadable") {
          issues.push(file.issue);
          continue;
        }
        try {
          topics.push(parseOwnTopic(name, file.json));
        } catch (error) {
          if (!(error instanceof DeclarationError)) throw error;
          issues.push(...error.issues);
        }
      }
      if (names.length > mostTopics) {
        issues.push({ path: dir, message: `holds ${names.length} topics; at most ${mostTopics}` });
      }
      if (issues.length > 0) {
        throw new DeclarationError(
          issues.map(({ path, message }) => ({
            path: path === dir ? dir : join(dir, path),
            message,
          })),
        );
      }
      return topics;
    },
    async add(topic) {
      await mkdir(dir, { recursive: true });
      const path = pathOf(dir, topic.id);
      const { covers, examples, counterExamples } = topic;
      const content: OwnTopicFile = {
        covers,
        examples: [...examples],
        ...(counterExamples.length > 0 && { counterExamples: [...counterExamples] }),
      };
      // Written beside, then linked: nobody reads half a file, and one that is there is not replaced.
      const draft = `${path}.${process.pid}.new`;
      try {
        await writeFile(draft, `${JSON.stringify(content, null, 2)}\n`, { flag: "wx" });
        await link(draft, path);
        return path;
      } catch (error) {
        if (hasCode(error, "EEXIST")) return undefined;
        throw error;
      } finally {
        await rm(draft, { force: true });
      }
    },
    async remove(id) {
      try {
        await rm(pathOf(dir, id));
        return true;
      } catch (error) {
        if (hasCode(error, "ENOENT")) return false;
        throw error;
      }
    },
  };
}

function pathOf(dir: string, id: OwnTopic["id"]): string {
  return join(dir, `${id.slice("x-".length)}.json`);
}

/** By code unit, so that the order is the same whatever the machine's language. */
async function listNames(dir: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(dir, { withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory() && !entry.name.startsWith("."))
      .map((entry) => entry.name)
      .filter((name) => name.endsWith(".json"))
      .map((name) => name.slice(0, -".json".length))
      .toSorted();
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    const reason = error instanceof Error ? error.message : String(error);
    throw new DeclarationError([{ path: dir, message: `the topics cannot be read: ${reason}` }]);
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
