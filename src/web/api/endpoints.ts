import { getDocument, listDocuments } from "./documents.ts";
import type { Endpoint } from "./endpoint.ts";
import { listServices } from "./services.ts";

/** All of the API, in the order in which it is described. */
export const endpoints: readonly Endpoint[] = [listServices, listDocuments, getDocument];
