import type { OwnTopic } from "../model/own-topic.ts";

/** The files of a team's own topics, one a topic, named by it. */
export interface TopicFiles {
  /** The folder, as the user named it. */
  readonly dir: string;
  /**
   * All topics, by name; none where there is no folder.
   * @throws {DeclarationError} with every problem of every file
   */
  load(): Promise<readonly OwnTopic[]>;
  /**
   * Writes a new topic's file whole or not at all, and gives its path; undefined where there is one of that name, which stays as
   * it is.
   */
  add(topic: OwnTopic): Promise<string | undefined>;
  /** Takes a topic's file away; false where there is none. */
  remove(topic: OwnTopic["id"]): Promise<boolean>;
}
