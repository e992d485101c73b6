import type { Store } from "../../ports/store.ts";

/** Gives what providers are called, by their ids; the id itself where none is known. */
export async function loadNames(
  store: Pick<Store, "listTermsStatus">,
): Promise<(serviceId: string) => string> {
  const terms = await store.listTermsStatus();
  const names = new Map(terms.map(({ serviceId, serviceName }) => [serviceId, serviceName]));
  return (serviceId) => names.get(serviceId) ?? serviceId;
}
