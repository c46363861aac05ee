"use server";

import { z } from "zod";
import { zfd } from "zod-form-data";
import { redirectWithFlash } from "@/app/flash";
import { keepShopRecords as keep } from "@/lib/shopify/shop-deletions";
import { formInput, merchantAction } from "@/lib/sign-in/action";
import { MAX_REASON_LENGTH, requiredText } from "@/lib/store/typed-text";

/** Keeps the records of a shop that uninstalled the app, for a legal reason. */
export const keepShopRecords = merchantAction("settings.manage")
  .metadata({ name: "keepShopRecords" })
  .inputSchema(
    ...formInput({
      number: zfd.numeric(z.int().min(1).max(1_000_000)),
      reason: requiredText(MAX_REASON_LENGTH, "legalReasonMissing", "reasonTooLong"),
    }),
  )
  .stateAction(async ({ parsedInput: { number, reason }, ctx: { store, actor } }) => {
    await keep({ storeId: store.id, number, reason, actor });
    const page = `/dashboard/${store.slug}/settings/connections/${number}/deletion`;
    return await redirectWithFlash(page, { key: "shopRecordsKept" });
  });
