import { expect, inject, test } from "vitest";
import { openBrowser } from "@/test/harness/http-browser";
import { createMerchant, signInMerchant } from "@/test/harness/merchants";
import { createStores } from "@/test/harness/stores";

const { origin, databaseUrl } = inject("app");
const [store] = await createStores(databaseUrl, 1, "sessions");
if (!store) throw new Error("no store");
const reportPath = `/dashboard/${store.slug}/requests`;

test("a session that an attacker planted before sign-in is not signed in", async () => {
  const attacker = openBrowser({ origin, address: "203.0.113.1" });
  await signInMerchant(
    attacker,
    await createMerchant(databaseUrl, { store, role: "viewer", email: "attacker@shop.example" }),
  );
  const planted = attacker.cookies.get("dossier-merchant") ?? "";
  expect((await attacker.get(reportPath)).status).toBe(200);

  const victim = openBrowser({ origin, address: "203.0.113.2" });
  const form = await victim.form("/sign-in", "password");
  victim.cookies.set("dossier-merchant", planted);
  const merchant = await createMerchant(databaseUrl, { store, role: "owner", email: "victim@shop.example" });
  const answer = await signInMerchant(victim, merchant, form);
  expect(answer.status).toBe(303);
  expect(victim.cookies.get("dossier-merchant")).not.toBe(planted);
  expect((await victim.get(reportPath)).text).toContain("victim@shop.example");
  // The planted session is signed in for neither of them.
  expect((await attacker.get(reportPath)).status).toBe(307);
});
