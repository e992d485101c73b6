import { describe, expect, it } from "vitest";
import { digestOf } from "../../src/model/digest.ts";
import { createNotification } from "../../src/model/notification.ts";
import { hour } from "../contract/samples.ts";
import type { Arrival } from "./deliver-arrivals.ts";
import { judgeArrivals, toTold } from "./deliver-arrivals.ts";

const owe = (change: string, target: string) =>
  createNotification({
    subject: "change",
    subjectId: digestOf(change),
    subscriptionId: target,
    channel: "slack",
    target,
    changeIndexes: [0],
    createdAt: hour(1),
  });
const [one, two, other] = [owe("one", "C1"), owe("two", "C1"), owe("one", "C2")];
const owed = [one, other, two];

const arrive = (of: typeof one, fields: Partial<Arrival> = {}): Arrival => ({
  channel: "slack",
  target: of.target,
  told: toTold(of),
  part: "",
  sender: 0,
  isAnswered: true,
  ...fields,
});
const judge = (...arrivals: readonly Arrival[]) => judgeArrivals(owed, arrivals, new Set([0]));

describe("judgeArrivals", () => {
  it("finds nothing wrong with each message once and in order", () => {
    expect(judge(arrive(one), arrive(two), arrive(other))).toEqual({
      lost: [],
      repeatedByKill: new Map(),
      unanswered: [],
      unexplained: [],
      disordered: [],
      strange: [],
    });
  });

  it("misses what did not come, and replies that another reader of the change was sent", () => {
    expect(judge(arrive(one), arrive(one, { part: "2" }), arrive(other)).lost).toEqual([
      other,
      two,
    ]);
  });

  it("sees that a later message came first", () => {
    expect(judge(arrive(two), arrive(one), arrive(other)).disordered).toEqual([one]);
  });

  it("blames a repetition on the kill of the process that sent it before", () => {
    const again = arrive(one, { sender: 1 });
    const verdict = judge(arrive(one), again, arrive(two), arrive(other));
    expect(verdict.repeatedByKill).toEqual(new Map([[0, [again]]]));
  });

  it("blames a repetition on the receiver that broke off after it took the message", () => {
    const again = arrive(one, { sender: 1 });
    const verdict = judge(arrive(one, { isAnswered: false }), again, arrive(two), arrive(other));
    expect(verdict.unanswered).toEqual([again]);
    expect(verdict.repeatedByKill.size).toBe(0);
  });

  it("has no excuse for a repetition by the same process, or after one that was not killed", () => {
    const twice = arrive(one, { sender: 1 });
    const later = arrive(one, { sender: 2 });
    const verdict = judge(arrive(one, { sender: 1 }), twice, later, arrive(two), arrive(other));
    expect(verdict.unexplained).toEqual([twice, later]);
  });

  it("wonders at what nobody was owed", () => {
    const strange = arrive(one, { target: "C3" });
    expect(judge(strange).strange).toEqual([strange]);
  });
});
