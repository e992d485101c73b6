import type { Issue } from "../model/errors.ts";
import type { Channel, Subscription } from "../model/subscription.ts";

export const endpointChannels = ["teams", "webhook"] as const;

/** The channels whose targets are names of endpoints that the environment holds. */
export type EndpointChannel = (typeof endpointChannels)[number];

/** What endpoints there are, by channel; their addresses and secrets are nobody's business but the adapters'. */
export type EndpointNames = Readonly<Record<EndpointChannel, readonly string[]>>;

export function isEndpointChannel(channel: Channel): channel is EndpointChannel {
  return channel === "teams" || channel === "webhook";
}

/**
 * The subscriptions whose endpoint is not configured: warnings, since their alerts wait for it. In the order of the
 * subscriptions, each under `subscription <id>`.
 */
export function checkEndpoints(
  subscriptions: readonly Pick<Subscription, "id" | "channel" | "target">[],
  names: EndpointNames,
): Issue[] {
  return subscriptions.flatMap(({ id, channel, target }) => {
    if (!isEndpointChannel(channel) || names[channel].includes(target)) return [];
    const message = `CLAUSEWATCH_ENDPOINTS names no ${channel} endpoint ${target}: its alerts wait for one`;
    return [{ path: `subscription ${id}`, message }];
  });
}
