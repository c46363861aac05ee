import { expect, test } from "vitest";
import { filterOf, readReportView, reportHref, tabOf } from "./report-view";

const reader = { merchantId: "019aa000-0000-7000-8000-000000000001", timeZone: "Europe/Berlin" };
const filter = (params: Record<string, string>) => filterOf(readReportView(params), reader);
const href = (params: Record<string, string>, changes?: Record<string, string | undefined>) =>
  reportHref("/requests", readReportView(params), changes);

test.each([
  [{}, ["open"], "due", false],
  [{ state: "overdue" }, ["open"], "due", false],
  [{ state: "week" }, ["open"], "due", false],
  [{ state: "unverified" }, ["unverified"], "received", true],
  [{ state: "closed" }, ["answered", "refused", "cancelled"], "received", true],
  [{ state: "all" }, ["unverified", "open", "answered", "refused", "cancelled"], "received", true],
  [{ state: "refused", sort: "-customer" }, ["refused"], "customer", true],
  [{ state: "nonsense", sort: "nonsense" }, ["open"], "due", false],
  [{ q: "anna" }, ["unverified", "open", "answered", "refused", "cancelled"], "received", true],
  [{ q: "anna", state: "open" }, ["open"], "due", false],
])("the URL %j asks for %j by %s, descending %s", (params, states, sort, descending) => {
  expect(filter(params)).toMatchObject({ states, sort, descending });
});

test("days are the store's, the last of a range included", () => {
  const { received, due } = filter({ from: "2027-03-27", to: "2027-03-28", state: "overdue" });
  expect(received).toEqual({ from: new Date("2027-03-26T23:00:00Z"), before: new Date("2027-03-28T22:00:00Z") });
  expect(due?.before).toBeInstanceOf(Date);
  expect(due?.from).toBeUndefined();
});

test("an assignee is the reader, nobody or a member", () => {
  const other = "019aa000-0000-7000-8000-000000000002";
  const assignees = ["me", "nobody", other, "x'--", ""].map((assignee) => filter({ assignee }).assigneeId);
  expect(assignees).toEqual([reader.merchantId, null, other, undefined, undefined]);
});

test.each([
  ["from", "2027-02-30"],
  ["from", "0000-01-01"],
  ["to", "9999-12-31"],
  ["to", "tomorrow"],
  ["country", "de"],
  ["country", "DEU"],
  ["source", "shop"],
  ["type", "nonsense"],
])("%s=%s asks for nothing", (name, value) => {
  expect(href({ [name]: value })).toBe("/requests");
});

test("a URL says only what differs from what it opens with", () => {
  const full = {
    state: "closed",
    source: "guest",
    assignee: "me",
    country: "SE",
    from: "2027-01-01",
    sort: "due",
    q: "a",
  };
  expect(readReportView(Object.fromEntries(new URL(href(full), "http://x").searchParams))).toEqual(
    readReportView(full),
  );
  expect(href({ state: "open", sort: "due" })).toBe("/requests");
  expect(href({ state: "all", q: "anna" })).toBe("/requests?q=anna");
  expect(href({ q: "anna" }, { state: "open", sort: undefined })).toBe("/requests?state=open&q=anna");
  expect(href({ state: "all", sort: "due" }, { sort: "-received" })).toBe("/requests?state=all");
  expect(href({ state: "refused", source: "guest" }, { source: undefined })).toBe("/requests?state=refused");
});

test.each([
  ["refused", "closed"],
  ["week", "week"],
  ["all", "all"],
])("the state %s is in the tab %s", (state, tab) => {
  expect(tabOf(readReportView({ state }))).toBe(tab);
});
