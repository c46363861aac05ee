import { expect, test } from "vitest";
import { persist } from "./read-pages";

const never = new AbortController().signal;

/** A page that can be read after so many failures. */
function pageAfter(failures: number, error: Error) {
  let asked = 0;
  return async () => {
    if (asked++ < failures) throw error;
    return asked;
  };
}

const errorOf = (code: string) => Object.assign(new Error(code), { code });

test.concurrent.each([
  new Error("Connection terminated unexpectedly"),
  ...["ECONNREFUSED", "EPIPE", "57P01", "57P03", "08006"].map(errorOf),
])("a database that is away is waited for: %s", async (error) => {
  expect(await persist(pageAfter(4, error), never)).toBe(5);
});

test.concurrent("a statement that fails is tried three times", async () => {
  expect(await persist(pageAfter(2, errorOf("42P01")), never)).toBe(3);
  await expect(persist(pageAfter(3, errorOf("42P01")), never)).rejects.toThrow("42P01");
});

test.concurrent("nothing is tried again once the signal is aborted", async () => {
  const stop = new AbortController();
  stop.abort();
  await expect(persist(pageAfter(1, errorOf("57P01")), stop.signal)).rejects.toThrow("abort");
});
