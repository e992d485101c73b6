import { findLastSight } from "../../app/last-sight.ts";
import type { Digest } from "../../model/digest.ts";
import type { Topic } from "../../model/topic.ts";
import { topics as builtInTopics } from "../../model/topic.ts";
import { tableFormats } from "../../render/table-text.ts";
import { addresses } from "../addresses.ts";
import type { Request, Web } from "../context.ts";
import { answer } from "../context.ts";
import { toTopicTable, topicLists } from "../exports/topic-tables.ts";
import { answerTable } from "../exports/table.ts";
import type { Pages } from "../pages.ts";
import { countTopics } from "../topic-counts.ts";
import { parseTopicQuery, toTopicFields } from "../topic-query.ts";
import type { TopicQuery } from "../topic-query.ts";
import type { TopicView } from "../topic-view.ts";
import { toTopicView } from "../topic-view.ts";
import { renderNotice } from "../views/layout.ts";
import { renderTopicPage } from "../views/topic-page.ts";
import { renderTopicsPage } from "../views/topics-page.ts";
import { refuseCostly } from "./holding-back.ts";
import type { Route } from "./route.ts";

/** All topics; one topic, provider by provider through time; and its lists as files. */
export function topicRoutes(web: Web, pages: Pages): readonly Route[] {
  return [
    { path: "/topics", access: "readers", get: (c) => answerTopics(web, pages, c) },
    { path: "/topics/:topic", access: "readers", get: (c) => answerTopic(web, pages, c) },
    { path: "/topics/:topic/:file", access: "readers", get: (c) => answerFile(web, c) },
  ];
}

async function answerTopics(web: Web, pages: Pages, c: Request): Promise<Response> {
  const { store, clock, paths, offers } = web;
  const page = await pages.answer(c, "topics", async () => {
    const { ownTopics } = await offers.load();
    const { at: now, isCurrent } = await findLastSight(web.store, clock.now());
    const terms = await web.topics.listTerms();
    const counts = countTopics({ terms, spells: await store.countClauseSpells(now), now });
    const allProviders = new Set(terms.map(({ serviceId }) => serviceId)).size;
    return renderTopicsPage(paths, { counts, ownTopics, allProviders, now, isCurrent });
  });
  return page ?? c.notFound();
}

async function answerTopic(web: Web, pages: Pages, c: Request): Promise<Response> {
  const topic = await findTopic(web, c);
  if (topic === undefined) return refuse(web, c);
  const { query, faults } = parseTopicQuery(new URL(c.req.url).searchParams);
  const address = addresses.topic(topic, toTopicFields(query));
  const name = `topic ${address} ${faults.join(" ")}`;
  const page = await pages.answer(c, name, async () => {
    const canonical = `${web.settings.baseUrl}${address}`;
    const view = await loadView(web, topic, query);
    return renderTopicPage(web.paths, view, { canonical, faults });
  });
  return page ?? refuse(web, c);
}

async function answerFile(web: Web, c: Request): Promise<Response> {
  const topic = await findTopic(web, c);
  const [, name, ending] = /^([a-z]+)\.([a-z]+)$/.exec(c.req.param("file") ?? "") ?? [];
  const list = topicLists.find((one) => one === name);
  const format = tableFormats.find((one) => one === ending);
  if (topic === undefined || list === undefined || format === undefined) return refuse(web, c);
  const held = refuseCostly(web, c, "export");
  if (held) return held;
  const { query } = parseTopicQuery(new URL(c.req.url).searchParams);
  return answerTable(c, toTopicTable(await loadView(web, topic, query), list), format);
}

async function findTopic({ offers }: Web, c: Request): Promise<Topic | undefined> {
  const asked = c.req.param("topic");
  const { ownTopics } = await offers.load();
  return [...builtInTopics, ...ownTopics].find((topic) => topic === asked);
}

async function loadView(
  { store, clock, topics }: Web,
  topic: Topic,
  query: TopicQuery,
): Promise<TopicView> {
  const history = await topics.load(topic);
  const { at: now, isCurrent } = await findLastSight(store, clock.now());
  const heads = await store.listChangeHeads({});
  const indexed = new Set((await store.listIndexedTerms()).map(({ termsId }) => termsId));
  return toTopicView({
    topic,
    query,
    now,
    isCurrent,
    history,
    changes: new Map<Digest, Digest>(heads.map(({ afterId, id }) => [afterId, id])),
    unread: history.terms.filter(({ id }) => !indexed.has(id)).length,
  });
}

function refuse(web: Web, c: Request): Response {
  const words = ["There is no such topic here."];
  const ways = [{ label: "See all topics", href: web.paths.to(addresses.topics()) }];
  return answer(c, renderNotice(web.paths, { title: "No such topic", words, ways }), 404);
}
