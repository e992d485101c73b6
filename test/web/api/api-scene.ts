import { createSecrets } from "../../../src/adapters/system/secrets.ts";
import { addApiKey } from "../../../src/app/accounts/api-keys.ts";
import { indexClauses } from "../../../src/app/index-clauses.ts";
import { noOwnTopics } from "../../../src/core/topics/own-topics.ts";
import type { Role } from "../../../src/model/account.ts";
import { roles } from "../../../src/model/account.ts";
import { createCookie } from "../../../src/web/cookies.ts";
import type { Web, WebOptions } from "../../../src/web/context.ts";
import { createFindViewer } from "../../../src/web/viewers.ts";
import {
  hour,
  sampleCheck,
  sampleIncident,
  sampleNotification,
  sampleRecord,
} from "../../contract/samples.ts";
import { recordInventedHistory } from "../../invented-history.ts";
import type { Scene } from "../scene.ts";
import { baseUrl, createScene } from "../scene.ts";

export const document = "halcyon-ai/commercial-terms";

export interface Asking {
  /** The role of the key that is sent; null: none is. @default "admin" */
  readonly as?: Role | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly body?: string;
}

/** The API over three fictional years, asked with keys that the store knows. */
export interface ApiScene extends AsyncDisposable {
  readonly scene: Scene;
  /** @param path below `/api/v1` */
  ask(path: string, asking?: Asking): Promise<Response>;
  /** Asks, and reads what must be JSON. */
  read(path: string, asking?: Asking): Promise<unknown>;
}

export interface ApiSceneOptions extends Partial<WebOptions> {
  /** Nothing is recorded. @default false */
  readonly isEmpty?: boolean;
}

export async function createApiScene(options: ApiSceneOptions = {}): Promise<ApiScene> {
  const { isEmpty = false, ...own } = options;
  await using stack = new AsyncDisposableStack();
  let find: Web["findViewer"] = async () => null;
  const scene = stack.use(await createScene({ findViewer: (c) => find(c), ...own }));
  const { store, clock } = scene;
  const context = { store, clock, secrets: createSecrets() };
  find = createFindViewer(context, createCookie(baseUrl, "session"));
  const keys = new Map<Role, string>();
  for (const role of roles) {
    const key = await addApiKey(context, { name: `a-${role}`, role, actor: "(test)" });
    if (key !== null) keys.set(role, key);
  }
  if (!isEmpty) {
    await recordInventedHistory(store);
    await indexClauses({ store, ownTopics: noOwnTopics });
    await recordOperations(scene);
  }
  const ask: ApiScene["ask"] = async (path, asking = {}) => {
    const { as = "admin", headers = {}, method = "GET", body } = asking;
    const shown = as === null ? {} : { Authorization: `Bearer ${keys.get(as) ?? ""}` };
    const request = new Request(`${baseUrl}/api/v1${path}`, {
      method,
      headers: { ...shown, ...headers },
      ...(body !== undefined && { body }),
    });
    return scene.app.fetch(request, { remoteAddress: "192.0.2.1" });
  };
  const owned = stack.move();
  return {
    scene,
    ask,
    async read(path, asking) {
      const answer = await ask(path, asking);
      return answer.json();
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Checks, one of them held back, and alerts about it that were not delivered. */
async function recordOperations({ store }: Scene): Promise<void> {
  const incident = sampleIncident(hour(3), document);
  const notifications = ["first", "second", "third"].map((id, at) =>
    sampleNotification(incident, id, hour(3 + at)),
  );
  for (const at of [1, 2, 3])
    await store.recordCheck(
      sampleRecord(
        sampleCheck(at === 3 ? "quarantined" : "unchanged", hour(at), { termsId: document }),
        at === 3 ? { openedIncidents: [incident], notifications } : {},
      ),
    );
}
