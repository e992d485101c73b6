import { HtmlValidate } from "html-validate";
import { describe, expect, it } from "vitest";
import { sampleSubscription } from "../contract/samples.ts";
import { createScene, plainForm, reader } from "./scene.ts";

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:recommended", "html-validate:a11y"],
  rules: {
    // Boxes of one question share its name: the form comes as a list.
    "form-dup-name": ["error", { shared: ["checkbox", "radio"] }],
    // How the source is written.
    "void-style": "off",
    "no-trailing-whitespace": "off",
    "attribute-boolean-style": "off",
    "doctype-style": "off",
  },
});

function findFaults(html: string): readonly string[] {
  const { results } = validator.validateStringSync(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${ruleId} at line ${line}: ${message}`),
  );
}

describe("every page", () => {
  it("is valid HTML", async () => {
    await using scene = await createScene();
    await scene.post("/subscribe", plainForm);
    await scene.untilSent();
    const confirm = scene.lastLink("confirm");
    const answers = [await scene.get(confirm), await scene.post(confirm)];
    await scene.untilSent();
    const [manage, unsubscribe] = [scene.lastLink("manage"), scene.lastLink("unsubscribe")];
    await scene.store.putFileSubscriptions([
      sampleSubscription("counsel", "file", { target: reader }),
    ]);
    await scene.post(`${manage}/subscriptions/counsel/pause`);
    answers.push(
      await scene.get("/subscribe"),
      await scene.post("/subscribe", { email: "<x>", words: "a\u202eb", topics: "none" }),
      await scene.post("/subscribe", plainForm),
      await scene.get("/manage"),
      await scene.post("/manage", { email: "<x>" }),
      await scene.get(`${manage}?done=saved`),
      await scene.post(`${manage}/settings`, { quietFrom: "22:00" }),
      await scene.post(`${manage}/subscriptions`, { topics: "none" }),
      await scene.get(unsubscribe),
      await scene.post(unsubscribe, { "List-Unsubscribe": "One-Click" }),
      await scene.get("/confirm/unknown"),
      await scene.get("/nowhere"),
      await scene.post(`${manage}/forget`),
    );
    const faults: string[] = [];
    for (const answer of answers) {
      const text = await answer.text();
      const title = /<title>([^<]*)/.exec(text)?.[1] ?? "";
      faults.push(...findFaults(text).map((fault) => `${title}: ${fault}`));
    }
    expect(faults).toEqual([]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 400, 404]));
  });
});
