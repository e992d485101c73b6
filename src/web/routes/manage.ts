import type { Changing, Holding } from "../../app/self-service/manage.ts";
import {
  addSubscription,
  changeSettings,
  changeSubscription,
  endSubscription,
  forget,
  openHolding,
  pauseSubscription,
  resumeSubscription,
} from "../../app/self-service/manage.ts";
import { parseRequest, parseSettings } from "../../core/self-service/form.ts";
import type { SubscriptionRequest } from "../../model/access-token.ts";
import type { Request, Web } from "../context.ts";
import { answer, tokenOf } from "../context.ts";
import { readForm } from "../forms.ts";
import { toTyped, toTypedSettings } from "../typed.ts";
import { renderDeadLink, renderNotice } from "../views/layout.ts";
import type { DoneWord, ManageOptions } from "../views/manage-page.ts";
import { doneWords, renderManagePage } from "../views/manage-page.ts";
import { refuseBody } from "./asking.ts";
import type { Route } from "./route.ts";

/** What a manage link leads to. Each change is a form of its own, and ends on the page that shows what came of it. */
export function manageRoutes(web: Web): readonly Route[] {
  const held =
    (act: (c: Request, holding: Holding) => Promise<Response>) =>
    async (c: Request): Promise<Response> => {
      const holding = await openHolding(web, tokenOf(c));
      return holding === undefined ? answer(c, renderDeadLink(web.paths), 404) : act(c, holding);
    };
  const simple = (word: DoneWord, change: typeof pauseSubscription) => ({
    post: held(async (c, holding) => conclude(web, c, await change(web, holding, idOf(c)), word)),
  });
  const at = "/manage/:token";
  return [
    {
      path: at,
      access: "anyone",
      get: held((c, holding) => show(web, c, holding, { done: toDoneWord(c.req.query("done")) })),
    },
    {
      path: `${at}/subscriptions`,
      access: "anyone",
      post: held((c, holding) =>
        takeRequest(web, c, holding, {
          form: "new",
          word: "added",
          change: (request) => addSubscription(web, holding, request),
        }),
      ),
    },
    {
      path: `${at}/subscriptions/:id`,
      access: "anyone",
      post: held((c, holding) =>
        takeRequest(web, c, holding, {
          form: idOf(c),
          word: "saved",
          change: (request) => changeSubscription(web, holding, idOf(c), request),
        }),
      ),
    },
    {
      path: `${at}/subscriptions/:id/pause`,
      access: "anyone",
      ...simple("paused", pauseSubscription),
    },
    {
      path: `${at}/subscriptions/:id/resume`,
      access: "anyone",
      ...simple("resumed", resumeSubscription),
    },
    { path: `${at}/subscriptions/:id/end`, access: "anyone", ...simple("ended", endSubscription) },
    {
      path: `${at}/settings`,
      access: "anyone",
      post: held((c, holding) => takeSettings(web, c, holding)),
    },
    {
      path: `${at}/forget`,
      access: "anyone",
      post: held((c, holding) => takeForgetting(web, c, holding)),
    },
  ];
}

async function show(
  web: Web,
  c: Request,
  holding: Holding,
  options: Omit<ManageOptions, "token">,
): Promise<Response> {
  const offer = await web.offers.load();
  const page = renderManagePage(web.paths, offer, holding, { ...options, token: tokenOf(c) });
  return answer(c, page, options.refused === undefined ? 200 : 400);
}

async function takeRequest(
  web: Web,
  c: Request,
  holding: Holding,
  taking: {
    readonly form: string;
    readonly word: DoneWord;
    readonly change: (request: SubscriptionRequest) => Promise<Changing>;
  },
): Promise<Response> {
  const fields = await readForm(c);
  if (fields === null) return refuseBody(web, c);
  const offer = await web.offers.load();
  const own = holding.subscriptions.find(({ id }) => id === taking.form);
  // What a subscription has already stays a choice, also where it has left the watchlist since.
  const choices = {
    services: [...offer.choices.services, ...(own?.services ?? [])],
    topics: [...offer.choices.topics, ...(own?.topics ?? [])],
  };
  const parsed = parseRequest(fields, choices, holding.subscriber);
  if (parsed.kind === "faults") {
    const { request: values } = toTyped(fields, { ...offer, choices });
    const { faults } = parsed;
    return show(web, c, holding, { refused: { form: taking.form, values, faults } });
  }
  return conclude(web, c, await taking.change(parsed.value), taking.word);
}

async function takeSettings(web: Web, c: Request, holding: Holding): Promise<Response> {
  const fields = await readForm(c);
  if (fields === null) return refuseBody(web, c);
  const parsed = parseSettings(fields, holding.subscriber);
  if (parsed.kind === "faults") {
    const settings = toTypedSettings(fields);
    const refused = { form: "settings", settings, faults: parsed.faults };
    return show(web, c, holding, { refused });
  }
  await changeSettings(web, parsed.value);
  return conclude(web, c, "done", "saved");
}

async function takeForgetting(web: Web, c: Request, holding: Holding): Promise<Response> {
  await forget(web, holding);
  const page = renderNotice(web.paths, {
    title: "Everything is removed",
    words: [
      "Your subscriptions and settings are deleted, and your address is forgotten. The links in earlier mails do nothing any more.",
    ],
    ways: [{ label: "Subscribe", href: web.paths.to("/subscribe") }],
  });
  return answer(c, page);
}

/** On to the page itself, so that loading it again does not send the form again. */
function conclude(web: Web, c: Request, changing: Changing, word: DoneWord): Response {
  if (changing === "done") {
    c.header("Cache-Control", "no-store");
    return c.redirect(web.paths.to(`/manage/${tokenOf(c)}?done=${word}`), 303);
  }
  const page = renderNotice(web.paths, {
    title: "Not changed",
    words: [faultWords[changing]],
    ways: [{ label: "Your subscriptions", href: web.paths.to(`/manage/${tokenOf(c)}`) }],
  });
  return answer(c, page, changing === "too-many" ? 400 : 404);
}

const faultWords: Readonly<Record<Exclude<Changing, "done">, string>> = {
  "no-such-subscription":
    "There is no such subscription of yours that can be changed here: it may have ended meanwhile.",
  "too-many": "You have as many subscriptions as one address can have. Remove one first.",
};

function idOf(c: Request): string {
  return c.req.param("id") ?? "";
}

function toDoneWord(text: string | undefined): DoneWord | undefined {
  return Object.keys(doneWords).find((word): word is DoneWord => word === text);
}
