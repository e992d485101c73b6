import type { ChannelIncident } from "../model/incident.ts";
import { toVisibleLine } from "../render/visible.ts";

/** `email counsel@example.com undeliverable (gone)`. */
export function describeChannelIncident({ channel, target, kind, fault }: ChannelIncident): string {
  const where = target === "" ? channel : `${channel} ${toVisibleLine(target, 100)}`;
  return `${where} ${kind}${fault === kind ? "" : ` (${fault})`}`;
}
