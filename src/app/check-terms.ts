import { assessPage, assessText } from "../core/assess.ts";
import { extractText } from "../core/extract/extract.ts";
import type { ExtractLimits } from "../core/extract/limits.ts";
import type { Observation, Reread } from "../core/plan.ts";
import { planCheck } from "../core/plan.ts";
import type { Matcher } from "../core/match/matcher.ts";
import { createMatcher } from "../core/match/matcher.ts";
import type { AuditEntry } from "../model/audit.ts";
import type { Check } from "../model/check.ts";
import type { CheckRecord } from "../model/check-record.ts";
import type { Declaration, SourceDocument } from "../model/declaration.ts";
import type { Digest } from "../model/digest.ts";
import { ExtractError, FetchError } from "../model/errors.ts";
import type { Instant } from "../model/instant.ts";
import { toMs } from "../model/instant.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { createSnapshot } from "../model/snapshot.ts";
import type { TermsState } from "../model/terms-state.ts";
import type { FetchRequest, Validators } from "../ports/fetcher.ts";
import type { CheckContext, CheckSettings } from "./check-context.ts";
import type { Kept } from "./kept.ts";
import { findBytes, toContent } from "./kept.ts";
import { nameReturns } from "./name-returns.ts";
import { listMatched } from "./notify-readers.ts";
import { rereadLatest } from "./reread.ts";

/**
 * One look at one terms, recorded whole: gather, keep, decide, record. Gives what was recorded.
 * A page that cannot be had or read is an outcome, not an error.
 * @throws {StoreError} when it cannot be kept or recorded; the signal's reason when it aborts
 */
export async function checkTerms(
  context: CheckContext,
  declaration: Declaration,
  matcher: Matcher,
  signal?: AbortSignal,
): Promise<CheckRecord> {
  const { store, clock } = context;
  const startedAt = clock.now();
  const state = await store.getTermsState(declaration.id);
  const reread = await rereadLatest(context, declaration, state);
  const gathered = await gather(context, declaration, { state, reread, startedAt, signal });
  const planned = planCheck(
    {
      declaration,
      state,
      observation: gathered.observation,
      snapshotIds: gathered.snapshotIds,
      reread,
      operators: context.settings.operators,
      rules: context.settings.rules,
      ...(context.ownTopics && { ownTopics: context.ownTopics }),
      isAccepted: false,
      startedAt,
    },
    clock.now(),
  );
  return finish(context, declaration, matcher, planned);
}

export interface AcceptOptions {
  readonly matcher?: Matcher;
  /** The check that somebody looked at: where another one is the last, nothing is taken. @default the last */
  readonly checkId?: Digest;
  /** Whom the audit log names. @default nobody: it is not written to */
  readonly actor?: string;
}

/**
 * Takes the answer that was held back last for the terms, as if it had been seen now; gives what was recorded, or
 * undefined when nothing is held.
 * @throws {ExtractError} when no text can be read from it
 */
export async function acceptHeld(
  context: CheckContext,
  declaration: Declaration,
  { matcher = createMatcher(), checkId, actor }: AcceptOptions = {},
): Promise<CheckRecord | undefined> {
  const { store, clock } = context;
  const state = await store.getTermsState(declaration.id);
  const [lastCheck] = await store.listChecks(declaration.id, 1);
  if (lastCheck?.outcome !== "quarantined") return undefined;
  if (checkId !== undefined && lastCheck.id !== checkId) return undefined;
  const kept: Kept[] = [];
  for (const [index, id] of lastCheck.snapshotIds.entries()) {
    const snapshot = await store.findSnapshot(id);
    const source = declaration.sources[index];
    if (!snapshot || !source) return undefined;
    kept.push({ source, snapshot, bytes: await context.snapshots.get(snapshot.digest) });
  }
  const startedAt = clock.now();
  const planned = planCheck(
    {
      declaration,
      state,
      observation: {
        kind: "text",
        text: await extractText(kept.map(toContent), context.settings.extract),
      },
      snapshotIds: lastCheck.snapshotIds,
      reread: await rereadLatest(context, declaration, state),
      operators: context.settings.operators,
      rules: context.settings.rules,
      ...(context.ownTopics && { ownTopics: context.ownTopics }),
      isAccepted: true,
      startedAt,
    },
    startedAt,
  );
  const audit = actor === undefined ? undefined : toAudit(actor, lastCheck, startedAt);
  return finish(context, declaration, matcher, { ...planned, ...(audit && { audit }) });
}

function toAudit(actor: string, { id, termsId, fault }: Check, at: Instant): AuditEntry {
  const detail = `the answer of ${termsId} that was held back (${fault ?? "no fault"})`;
  return { at, actor, action: "accepted-version", subject: id, detail };
}

/** Adds what takes a look at the store: returning clauses, and who hears of the change; records all of it at once. */
async function finish(
  context: CheckContext,
  declaration: Declaration,
  matcher: Matcher,
  planned: CheckRecord,
): Promise<CheckRecord> {
  const { store } = context;
  const named = await nameReturns(context, planned);
  const { change } = named;
  const matched =
    change === null ? [] : await listMatched(store, matcher, { change, terms: declaration });
  const record = { ...named, matched };
  await store.recordCheck(record);
  return record;
}

interface GatherOptions {
  readonly state: TermsState;
  readonly reread: Reread | null;
  readonly startedAt: Instant;
  readonly signal: AbortSignal | undefined;
}

async function gather(
  context: CheckContext,
  declaration: Declaration,
  options: GatherOptions,
): Promise<{ observation: Observation; snapshotIds: Snapshot["id"][] }> {
  const { state } = options;
  const known = findKnown(context.settings, declaration, options);
  const kept: Kept[] = [];
  const unchanged: boolean[] = [];
  for (const [index, source] of declaration.sources.entries()) {
    const before = known?.[index];
    const fetchSource = (held: Snapshot | undefined) =>
      context.fetcher.fetch(toRequest(declaration, source, held), options.signal);
    try {
      let result = await fetchSource(before);
      if (result.kind === "not-modified" && before) {
        const bytes = await findBytes(context, before);
        if (bytes) {
          kept.push({ source, snapshot: before, bytes });
          unchanged.push(true);
          continue;
        }
        // What the server's word stands for is lost here: fetched whole, it is there again.
        result = await fetchSource(undefined);
      }
      const { bytes, ...circumstances } = result.fetched;
      const digest = await context.snapshots.put(bytes);
      const snapshot = createSnapshot(declaration.id, circumstances, digest, bytes.byteLength);
      await context.store.putSnapshot(snapshot);
      kept.push({ source, snapshot, bytes });
      unchanged.push(false);
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      options.signal?.throwIfAborted();
      const observation = { kind: "failed", fault: error.kind, detail: error.message } as const;
      return { observation, snapshotIds: kept.map(({ snapshot }) => snapshot.id) };
    }
  }
  const snapshotIds = kept.map(({ snapshot }) => snapshot.id);
  if (known && unchanged.every(Boolean)) {
    return { observation: { kind: "same", isNotModified: true }, snapshotIds };
  }
  const isSameBytes = kept.every(
    ({ snapshot }, index) =>
      snapshot.digest === known?.[index]?.digest && snapshot.status === known[index].status,
  );
  if (known && isSameBytes) {
    return { observation: { kind: "same", isNotModified: false }, snapshotIds };
  }
  return {
    observation: await read(kept, { declaration, state, limits: context.settings.extract }),
    snapshotIds,
  };
}

/**
 * The snapshots that this check's answers may be held against, or undefined where every source must be fetched and
 * read in full: nothing known, something pending, other rules or addresses than last time. Validators are taken from
 * recorded checks only: after a crash between keeping and recording, a 304 would hide the change for ever.
 */
function findKnown(
  settings: CheckSettings,
  declaration: Declaration,
  { state, reread, startedAt }: GatherOptions,
): readonly Snapshot[] | undefined {
  const { latest, lastSnapshots, lastFullFetchAt, pending } = state;
  // In the future where the clock was set back since: nobody knows how long ago that is.
  const isFullFetchDue =
    lastFullFetchAt === null ||
    lastFullFetchAt > startedAt ||
    toMs(startedAt) - toMs(lastFullFetchAt) >= settings.fullFetchEveryMs;
  const isKnown =
    !isFullFetchDue &&
    latest !== null &&
    latest.origin !== "import" &&
    pending === null &&
    reread === null &&
    lastSnapshots.length === declaration.sources.length &&
    declaration.sources.every(({ url }, index) => url === lastSnapshots[index]?.requestedUrl);
  return isKnown ? lastSnapshots : undefined;
}

function toRequest(
  declaration: Declaration,
  source: SourceDocument,
  before: Snapshot | undefined,
): FetchRequest {
  return {
    url: source.url,
    language: declaration.language,
    executeClientScripts: source.executeClientScripts,
    robots: declaration.robots,
    validators: toValidators(before),
    waitFor: source.select.filter((selector) => typeof selector === "string"),
  };
}

/** What a browser showed has no validators: a 304 would speak for the shell that scripts fill. */
function toValidators(before: Snapshot | undefined): Validators | undefined {
  if (before?.via !== "http") return undefined;
  return { etag: before.headers["etag"], lastModified: before.headers["last-modified"] };
}

interface ReadOptions {
  readonly declaration: Declaration;
  readonly state: TermsState;
  readonly limits: Partial<ExtractLimits> | undefined;
}

async function read(
  kept: readonly Kept[],
  { declaration, state, limits }: ReadOptions,
): Promise<Observation> {
  try {
    for (const { snapshot, bytes, source } of kept) {
      const page = assessPage({ ...snapshot, bytes });
      if (page.kind === "held") return { ...page, detail: `${source.url}: ${page.detail}` };
    }
    const text = await extractText(kept.map(toContent), limits);
    const assessed = assessText(text, {
      language: declaration.language,
      minLength: declaration.minLength,
      isList: declaration.isList,
      previousText: state.latest?.text ?? null,
    });
    if (assessed.kind === "ok") return { kind: "text", text };
    return { kind: "held", fault: assessed.fault, detail: assessed.detail };
  } catch (error) {
    if (error instanceof ExtractError) {
      return { kind: "held", fault: error.kind, detail: error.message };
    }
    // A word or a blank of megabytes exhausts the stack of a regular expression: the page's doing, not a bug of ours.
    if (!(error instanceof RangeError)) throw error;
    return { kind: "held", fault: "too-complex", detail: "reading it takes more than the stack" };
  }
}
