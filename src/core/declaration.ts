import { z } from "zod";
import type { Declaration, SourceDocument } from "../model/declaration.ts";
import type { Issue } from "../model/errors.ts";
import { DeclarationError } from "../model/errors.ts";
import type { TermsType } from "../model/terms-type.ts";
import { termsTypes, toTermsSlug } from "../model/terms-type.ts";
import type { ServiceInput, TermsInput } from "./declaration/schema.ts";
import { serviceSchema } from "./declaration/schema.ts";
import { digestOfSources, toHistory, toSources } from "./declaration/sources.ts";
import { issuePath, parseOptions, toIssues } from "./issues.ts";

/** Twice a day, as the peer does. */
const defaultSchedule = "0 */12 * * *";
const defaultLanguage = "en";
/** A sub-processor page of one row still has more; an error page that passes for content often has less. */
const defaultMinLength = 200;

const serviceIdPattern = /^[a-z0-9][a-z0-9-]{0,62}$/;

/**
 * The declarations of one service's file, in the order of the terms type list.
 * @param serviceId the file's name without `.json`
 * @param json the file's parsed content
 * @throws {DeclarationError} with every problem, each at `<service id>.json: <path>`
 */
export function parseService(
  serviceId: string,
  json: unknown,
): { readonly declarations: Declaration[] } {
  const file = `${serviceId}.json`;
  const nameIssues: Issue[] = serviceIdPattern.test(serviceId)
    ? []
    : [
        {
          path: file,
          message: "a service's file is named by a-z, 0-9 and hyphens, 63 characters at most",
        },
      ];
  const parsed = serviceSchema.safeParse(json, parseOptions);
  if (!parsed.success) {
    throw new DeclarationError([...nameIssues, ...toIssues(file, parsed.error.issues)]);
  }
  const entries = termsTypes.flatMap((type) => {
    const terms = parsed.data.terms[type];
    return terms
      ? [{ type, terms, declaration: toDeclaration(serviceId, parsed.data, type, terms) }]
      : [];
  });
  const issues = [
    ...nameIssues,
    ...(entries.length === 0
      ? [{ path: issuePath(file, ["terms"]), message: "declares no terms" }]
      : []),
    ...entries.flatMap(({ type, terms }) => findRepeatedTimes(file, type, terms)),
    ...findDuplicates(
      file,
      entries.map(({ declaration }) => declaration),
    ),
  ];
  if (issues.length > 0) throw new DeclarationError(issues);
  return { declarations: entries.map(({ declaration }) => declaration) };
}

/** JSON Schema of a service's file, for editors; the checks that it cannot express are `parseService`'s alone. */
export function serviceJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(serviceSchema, { io: "input" }), title: "Service of the watchlist" };
}

function toDeclaration(
  serviceId: string,
  service: ServiceInput,
  termsType: TermsType,
  terms: TermsInput,
): Declaration {
  const sources = toSources(terms);
  const history = toHistory(terms.history ?? []);
  return {
    id: `${serviceId}/${toTermsSlug(termsType)}`,
    serviceId,
    serviceName: service.name,
    termsType,
    sources,
    history,
    schedule: terms.schedule ?? service.schedule ?? defaultSchedule,
    tags: [...new Set([...(service.tags ?? []), ...(terms.tags ?? [])])],
    language: terms.language ?? service.language ?? defaultLanguage,
    minLength: terms.minLength ?? defaultMinLength,
    isList: terms.list ?? false,
    robots: terms.robots ?? "respect",
    digest: digestOfSources(sources, history),
  };
}

function findRepeatedTimes(file: string, type: TermsType, terms: TermsInput): Issue[] {
  const seen = new Set<string>();
  return toHistory(terms.history ?? []).flatMap(({ validUntil }) => {
    if (!seen.has(validUntil)) {
      seen.add(validUntil);
      return [];
    }
    const path = issuePath(file, ["terms", type, "history"]);
    return [{ path, message: `two entries are valid until ${validUntil}` }];
  });
}

/** The same part of the same page, declared twice: one change would be told twice. Different parts of it are fine. */
function findDuplicates(file: string, declarations: readonly Declaration[]): Issue[] {
  const seen = new Map<string, TermsType>();
  const issues: Issue[] = [];
  for (const { termsType, sources } of declarations) {
    for (const source of sources) {
      const key = JSON.stringify([withoutFragment(source), source.select]);
      const earlier = seen.get(key);
      if (earlier === undefined) seen.set(key, termsType);
      else {
        const where = earlier === termsType ? "here" : `in ${earlier}`;
        issues.push({
          path: issuePath(file, ["terms", termsType]),
          message: `${source.url} is declared ${where} already`,
        });
      }
    }
  }
  return issues;
}

function withoutFragment({ url }: SourceDocument): string {
  const parsed = new URL(url);
  parsed.hash = "";
  return parsed.href;
}
