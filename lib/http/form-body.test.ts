import { expect, test } from "vitest";
import { readLimitedForm } from "./form-body";

function post(body: string, headers: Record<string, string>) {
  const type = { "content-type": "application/x-www-form-urlencoded" };
  return readLimitedForm(
    new Request("http://here.invalid/", { method: "POST", body, headers: { ...type, ...headers } }),
  );
}

test("a short form is read", async () => {
  expect((await post("code=123456", { "content-length": "11" }))?.get("code")).toBe("123456");
});

test("one that is longer than any form of ours, or does not state its length, is not", async () => {
  expect(await post(`code=${"1".repeat(2000)}`, { "content-length": "2005" })).toBeUndefined();
  expect(await post("code=123456", {})).toBeUndefined();
  expect(await post("code=123456", { "content-length": "many" })).toBeUndefined();
});

test("text that cannot be stored, and files, are not read", async () => {
  expect([...((await post("code=1%00&next=page", { "content-length": "19" })) ?? ["unread"])]).toEqual([]);
  const form = new FormData();
  form.set("code", new File(["1"], "code.txt"));
  const { headers, body } = new Request("http://here.invalid/", { method: "POST", body: form });
  const type = headers.get("content-type") ?? "";
  const sent = post(await new Response(body).text(), { "content-length": "190", "content-type": type });
  expect([...((await sent) ?? ["unread"])]).toEqual([]);
});

test("a body that is not a form reads as an empty one", async () => {
  const form = await post("{}", { "content-length": "2", "content-type": "application/json" });
  expect([...(form ?? [["unread"]])]).toEqual([]);
});
