"use server";

import { z } from "zod";
import { redirectWithFlash } from "@/app/flash";
import { limitRate } from "@/lib/http/rate-limit";
import { createFirstStore as createStoreAndOwner, firstStoreFields } from "@/lib/merchant/create-first-store";
import { atField, clientIpBlock, formInput, publicAction } from "@/lib/sign-in/action";
import { startSession } from "@/lib/sign-in/session";

/** Creates the first store and its owner by the link that the start printed, and signs the owner in. */
export const createFirstStore = publicAction
  .metadata({ name: "createFirstStore" })
  .inputSchema(...formInput({ token: z.string(), ...firstStoreFields }))
  .stateAction(async ({ parsedInput: { token, ...fields } }) => {
    // Hashing costs time and memory, and the form is open to anyone.
    await limitRate("publicFormByAddress", `set-password ${await clientIpBlock()}`);
    const created = atField("password", ["passwordNamesAddress"], createStoreAndOwner(token, fields));
    const { merchantId, slug } = await atField("slug", ["slugMalformed"], created);
    await startSession("merchant", { merchantId }, "first run");
    const welcome = { key: "storeCreated", values: { name: fields.storeName } } as const;
    return await redirectWithFlash(`/dashboard/${slug}/requests`, welcome);
  });
