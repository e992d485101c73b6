import { describe } from "vitest";
import type { Store } from "../../src/ports/store.ts";
import { testStoredClaims } from "./stored-claims.ts";
import { testStoredChanges } from "./stored-changes.ts";
import { testStoredChecks } from "./stored-checks.ts";
import { testStoredDeliveries } from "./stored-deliveries.ts";
import { testStoredJudgements } from "./stored-judgements.ts";
import { testStoredExplanations } from "./stored-explanations.ts";
import { testStoredHistory } from "./stored-history.ts";
import { testStoredOutbox } from "./stored-outbox.ts";
import { testStoredSubscribers } from "./stored-subscribers.ts";
import { testStoredSelfService } from "./stored-self-service.ts";
import { testStoredSubscriptions } from "./stored-subscriptions.ts";
import { testStoredTerms } from "./stored-terms.ts";

/** What every store must do. `create` gives an empty one, disposed by the test. */
export function testStore(name: string, create: () => Promise<Store>): void {
  describe(`${name}, as a store`, () => {
    testStoredChecks(create);
    testStoredTerms(create);
    testStoredHistory(create);
    testStoredChanges(create);
    testStoredJudgements(create);
    testStoredOutbox(create);
    testStoredClaims(create);
    testStoredDeliveries(create);
    testStoredExplanations(create);
    testStoredSubscriptions(create);
    testStoredSelfService(create);
    testStoredSubscribers(create);
  });
}
