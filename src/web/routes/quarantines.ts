import type { OperationsContext } from "../../app/operations/context.ts";
import { acceptHeldCheck } from "../../app/operations/accept-held.ts";
import type { CompareHeld, HeldCheck } from "../../app/operations/load-held.ts";
import { createCompareHeld, loadHeld, readHeld } from "../../app/operations/load-held.ts";
import { findBytes } from "../../app/kept.ts";
import { isDigest } from "../../model/digest.ts";
import { renderCapturedPage } from "../../render/captured-page.ts";
import { addresses } from "../addresses.ts";
import type { Request, Web } from "../context.ts";
import { answer } from "../context.ts";
import { readForm } from "../forms.ts";
import { renderCaptureFrame } from "../views/capture-frame.ts";
import { renderNotice } from "../views/layout.ts";
import { renderAcceptance, renderConfirmation } from "../views/acceptance-page.ts";
import type { Shown } from "../views/quarantine-page.ts";
import { renderQuarantinePage, toShown } from "../views/quarantine-page.ts";
import { renderQuarantinesPage } from "../views/quarantines-page.ts";
import { withOperations } from "./operations.ts";
import type { Route } from "./route.ts";

const pageSize = 50;

/** Answers that were held back: what was captured, shown safely, and taken for the terms after all. */
export function quarantineRoutes(web: Web): readonly Route[] {
  const at = "/operations/quarantines/:checkId";
  const compareHeld = createCompareHeld();
  const ofHeld = (
    act: (c: Request, context: OperationsContext, held: HeldCheck) => Promise<Response>,
  ) =>
    withOperations(web, async (c, context) => {
      const id = c.req.param("checkId") ?? "";
      const held = isDigest(id) ? await loadHeld(context, id) : undefined;
      return held === undefined ? refuse(web, c) : act(c, context, held);
    });
  return [
    { path: "/operations/quarantines", access: "admin", get: (c) => answerList(web, c) },
    {
      path: at,
      access: "admin",
      get: ofHeld((c, context, held) => answerHeld(web, c, { context, held, compareHeld })),
    },
    {
      path: `${at}/pages/:index`,
      access: "admin",
      get: ofHeld((c, context, held) => answerCapture(web, c, { context, held })),
    },
    {
      path: `${at}/accept`,
      access: "admin",
      get: ofHeld(async (c, _, held) =>
        answer(c, renderConfirmation(web.paths, held, c.get("viewer"))),
      ),
      post: ofHeld((c, context, held) => accept(web, c, { context, held })),
    },
  ];
}

async function answerList(web: Web, c: Request): Promise<Response> {
  const given = c.req.query("page") || "1";
  if (!/^[1-9]\d{0,5}$/.test(given)) return refuse(web, c);
  const page = Number(given);
  const stretch = { limit: pageSize + 1, offset: (page - 1) * pageSize };
  const past = await web.store.listChecksOf({ outcomes: ["quarantined"] }, stretch);
  const statuses = await web.store.listTermsStatus();
  const view = {
    viewer: c.get("viewer"),
    held: await web.store.listHeldChecks(),
    past: past.slice(0, pageSize),
    hasOlder: past.length > pageSize,
    page,
    terms: new Map(statuses.map((status) => [status.id, status])),
  };
  return answer(c, renderQuarantinesPage(web.paths, view));
}

interface Looking {
  readonly context: OperationsContext;
  readonly held: HeldCheck;
}

async function answerHeld(web: Web, c: Request, looking: Comparing): Promise<Response> {
  const which = toShown(c.req.query("show"));
  const { held } = looking;
  const view = { held, viewer: c.get("viewer"), shown: await loadShown(looking, which) };
  // Our page loads the captured one, into a frame.
  if (which === "page") c.set("framing", "holds");
  return answer(c, renderQuarantinePage(web.paths, view));
}

interface Comparing extends Looking {
  readonly compareHeld: CompareHeld;
}

async function loadShown(
  { context, held, compareHeld }: Comparing,
  which: Shown["kind"],
): Promise<Shown> {
  if (which === "page") return { kind: which };
  const text = await readHeld(context, held);
  if (which === "text") return { kind: which, text };
  return { kind: which, text, difference: await compareHeld(context, held, text) };
}

/** The captured page alone, under a policy of its own: see `createHeaders`. */
async function answerCapture(web: Web, c: Request, { context, held }: Looking): Promise<Response> {
  const snapshot = held.snapshots[Number(c.req.param("index"))];
  const bytes = snapshot && (await findBytes(context, snapshot));
  c.set("framing", "captured");
  if (snapshot === undefined || bytes === undefined) return refuse(web, c);
  const { extract } = context.settings;
  const page = renderCapturedPage(bytes, snapshot.headers["content-type"], extract);
  return answer(c, renderCaptureFrame(page));
}

async function accept(web: Web, c: Request, { context, held }: Looking): Promise<Response> {
  const viewer = c.get("viewer");
  const fields = await readForm(c);
  const { id: checkId, termsId } = held.check;
  if (viewer === null || fields?.get("confirmed")?.[0] !== "yes") {
    c.header("Cache-Control", "no-store");
    return c.redirect(web.paths.to(addresses.acceptance(checkId)), 303);
  }
  const accepted = await acceptHeldCheck(context, { checkId, termsId, actor: viewer.name });
  const page = renderAcceptance(web.paths, { held, accepted, viewer });
  return answer(c, page, accepted.kind === "accepted" ? 200 : 409);
}

function refuse(web: Web, c: Request): Response {
  const words = ["No answer was held back under this address."];
  const ways = [{ label: "See what is held back", href: web.paths.to(addresses.quarantines()) }];
  return answer(c, renderNotice(web.paths, { title: "Nothing is held here", words, ways }), 404);
}
