"use server";

import { redirectWithFlash } from "@/app/flash";
import { enterRequest } from "@/lib/request/enter-request";
import { enteredFields } from "@/lib/request/entered-fields";
import { atField, formInputOf, merchantAction } from "@/lib/sign-in/action";
import { findStore } from "@/lib/store/find-store";
import { DEFAULT_TIME_ZONE } from "@/lib/time-zone";

/** Enters a request that came by phone, letter, email or in person. */
export const addRequest = merchantAction("request.enter")
  .metadata({ name: "addRequest" })
  .inputSchema(
    ...formInputOf(async (sent) => {
      const store = await findStore(String(sent.get("store")));
      return enteredFields(store?.timeZone ?? DEFAULT_TIME_ZONE, {
        hasCustomer: Boolean(sent.get("customer")),
        isOtherCheck: sent.get("identity") === "other",
      });
    }),
  )
  .stateAction(async ({ parsedInput, ctx: { store, actor } }) => {
    const { customer, identity, country, wrong, right, ...typed } = parsedInput;
    const isSaid = typed.type === "correction" && (wrong || right);
    const entering = enterRequest({
      ...{ ...typed, storeId: store.id, actor },
      correction: isSaid ? { wrong: wrong ?? "", right: right ?? "" } : undefined,
      ...{ customerId: customer || undefined, identityCheck: identity || undefined, country: country || undefined },
    });
    const { requestId, reference, joined } = await atField("email", ["requestOfAnother"], entering);
    const key = joined ? "requestJoinedAlready" : "requestEntered";
    return await redirectWithFlash(`/dashboard/${store.slug}/requests/${requestId}`, { key, values: { reference } });
  });
