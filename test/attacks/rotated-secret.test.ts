import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { type HttpBrowser, openBrowser } from "@/test/harness/http-browser";
import { createMerchant, signInMerchant } from "@/test/harness/merchants";
import { createStores } from "@/test/harness/stores";
import { startOwnApp } from "./own-app";

// Its secrets are encrypted under the one ENCRYPTION_KEY of all its processes.
const { databaseUrl, startAnother } = await startOwnApp("rotated_secret");
const [store] = await createStores(databaseUrl, 1, "rotated");
if (!store) throw new Error("no store");
const reportPath = `/dashboard/${store.slug}/requests`;

/** A process with these AUTH_SECRETs, on the database of the others. */
const start = (...secrets: string[]) => startAnother({ AUTH_SECRET: secrets.join(",") });

test("rotating AUTH_SECRET signs nobody out while old and new processes run side by side", async () => {
  const [old, fresh] = [randomBytes(32).toString("base64"), randomBytes(32).toString("base64")];
  const merchant = await createMerchant(databaseUrl, { store, role: "owner", email: "rotated@shop.example" });
  const browsers: HttpBrowser[] = [];
  const signInAt = async ({ origin }: { origin: string }) => {
    const browser = openBrowser({ origin, address: `203.0.113.${browsers.length + 1}` });
    expect((await signInMerchant(browser, merchant)).status).toBe(303);
    browsers.push(browser);
  };
  /** What each browser sees when a load balancer sends it to this process. */
  const statusesAt = async ({ origin }: { origin: string }) =>
    await Promise.all(
      browsers.map(async ({ cookies }) => {
        const sent = openBrowser({ origin, address: "203.0.113.99" });
        for (const [name, value] of cookies) sent.cookies.set(name, value);
        return (await sent.get(reportPath)).status;
      }),
    );

  const before = await start(old);
  await signInAt(before);
  const added = await start(old, fresh); // step 1: the new one last
  await signInAt(added);
  expect(await statusesAt(before)).toEqual([200, 200]);
  expect(await statusesAt(added)).toEqual([200, 200]);
  await before.terminate();

  const moved = await start(fresh, old); // step 2: the new one first
  await signInAt(moved);
  expect(await statusesAt(added)).toEqual([200, 200, 200]);
  expect(await statusesAt(moved)).toEqual([200, 200, 200]);
  await added.terminate();

  // Step 5: who signed in after step 2 stays; the others' seven days would be over by now.
  const after = await start(fresh);
  expect(await statusesAt(after)).toEqual([307, 307, 200]);
  expect(await statusesAt(moved)).toEqual([200, 200, 200]);
});
