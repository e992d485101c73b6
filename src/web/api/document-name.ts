import type { Terms } from "../../model/terms.ts";
import { addresses } from "../addresses.ts";
import type { RunningApi } from "./running-api.ts";
import type { DocumentName } from "./schemas.ts";

/** Names a document as every answer does. */
export function toDocumentName(
  { toUrl }: Pick<RunningApi, "toUrl">,
  { id, serviceId, serviceName, termsType }: Terms,
): DocumentName {
  const page = toUrl(addresses.document(id));
  return { id, service: serviceName, serviceId, type: termsType, page };
}
