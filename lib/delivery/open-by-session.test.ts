import { expect, test } from "vitest";
import type { CustomerIdentity } from "@/lib/sign-in/customer-session";
import { makeDelivery, visit } from "@/test/factories/delivery";
import { makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { openBySession } from "./open-by-session";
import { listOwnDeliveries } from "./own-deliveries";
import { showDelivery } from "./show-delivery";

withTestDatabase();

/** A signed-in customer who has proved an address. */
const known = (email: string, fields: Partial<CustomerIdentity> = {}): CustomerIdentity => ({
  ...{ email, emailNormalized: email, emailVerified: true, platformCustomerId: undefined },
  ...fields,
});
const open = (delivery: { storeId: string; deliveryId: string }, identity: CustomerIdentity, vouched: boolean) =>
  outcome(openBySession({ ...delivery, identity, vouched, ...visit() }));

test("a session opens only its own deliveries, and by the link only where the store vouched for the address", async () => {
  const email = "vera@mail.example";
  const signedIn = { source: "signed_in", platformCustomerId: "c-1" } as const;
  const live = await makeDelivery({ ...signedIn, email, personKey: `email:${email}` });
  const vera = known(email, { platformCustomerId: "c-1" });
  expect(await open(live, vera, true)).toBe("done");
  for (const platformCustomerId of ["c-2", undefined])
    expect(await open(live, { ...vera, emailVerified: false, platformCustomerId }, true)).toBe("forbidden");
  expect(await open(live, known("x@mail.example", { platformCustomerId: "c-2" }), true)).toBe("forbidden");
  const { id: otherStore } = await makeStore();
  expect(await open({ ...live, storeId: otherStore }, vera, true)).toBe("forbidden");

  const guest = await makeDelivery({ email: "gil@mail.example", personKey: "email:gil@mail.example" });
  expect(await open(guest, known("gil@mail.example"), true)).toBe("forbidden");
  expect(await open(guest, known("gil@mail.example"), false)).toBe("done");
});

test("an account alone opens nothing: only the owner of the verified address gets the data", async () => {
  const address = "owner@mail.example";
  const account = { source: "signed_in", platformCustomerId: "c-9", personKey: "platform:c-9" } as const;
  const live = await makeDelivery({ ...account, email: address });
  const registered = known(address, { emailVerified: false, platformCustomerId: "c-9" });
  const moved = known("new@mail.example", { platformCustomerId: "c-9" });
  for (const identity of [registered, moved]) {
    for (const vouched of [false, true]) expect(await open(live, identity, vouched)).toBe("forbidden");
    expect(await listOwnDeliveries(live.storeId, identity)).toEqual([]);
    const shown = await showDelivery({ ...live, cookie: undefined, identity });
    expect(shown).toMatchObject({ own: false, vouched: false });
  }
  expect(await listOwnDeliveries(live.storeId, known(address))).toHaveLength(1);
  expect(await open(live, known(address), false)).toBe("done");
});
