import { DeliveryError } from "../../model/errors.ts";
import type { Endpoint, HttpPost } from "./http-post.ts";

type EndpointChannel = "teams" | "webhook";

/** @throws {DeliveryError} where there is none of that name: its messages wait until there is */
export function findEndpoint(
  channel: EndpointChannel,
  endpoints: ReadonlyMap<string, Endpoint>,
  name: string,
): Endpoint {
  const endpoint = endpoints.get(name);
  if (endpoint !== undefined) return endpoint;
  const words = `CLAUSEWATCH_ENDPOINTS names no ${channel} endpoint ${JSON.stringify(name)}`;
  throw new DeliveryError("misconfigured", words, { isOfTarget: true });
}

/** Connects to each endpoint in turn, sending nothing; throws one `DeliveryError` that tells of all that fail. */
export async function verifyEndpoints(
  channel: EndpointChannel,
  options: {
    readonly endpoints: ReadonlyMap<string, Endpoint>;
    readonly http: HttpPost;
    readonly signal: AbortSignal | undefined;
  },
): Promise<void> {
  const failures: DeliveryError[] = [];
  for (const [name, endpoint] of options.endpoints) {
    options.signal?.throwIfAborted();
    try {
      await options.http.probe(`${channel} ${name}`, endpoint);
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      failures.push(error);
    }
  }
  const [first] = failures;
  if (first === undefined) return;
  throw new DeliveryError(first.kind, failures.map(({ message }) => message).join("; "));
}
