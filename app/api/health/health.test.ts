import { afterEach, expect, test } from "vitest";
import { database, shareDatabase } from "@/lib/database";
import { beginStopping } from "@/lib/observability/lifecycle";
import { withTestDatabase } from "@/test/harness/test-database";
import { GET as ready } from "./ready/route";
import { GET as health } from "./route";

withTestDatabase();

const shared = globalThis as typeof globalThis & { dossierStopping?: boolean };
afterEach(() => {
  delete shared.dossierStopping;
});

const answerOf = async (response: Response) => ({ status: response.status, ...(await response.json()) });

test("a process that reaches its database is ready", async () => {
  expect(await answerOf(await health())).toEqual({ status: "ok", database: "ok", worker: "on" });
  expect((await ready()).status).toBe(200);
});

test("a process whose database fails is not", async () => {
  const open = database();
  shareDatabase({ ...open, query: () => Promise.reject(new Error("away")) });
  try {
    expect(await (await health()).json()).toMatchObject({ status: "unavailable", database: "unreachable" });
    expect((await ready()).status).toBe(503);
  } finally {
    shareDatabase(open);
  }
});

test("a process that is stopping is not, even if its database answers", async () => {
  beginStopping();
  expect((await health()).status).toBe(503);
  expect(await (await ready()).json()).toEqual({ status: "stopping", database: "ok" });
});
