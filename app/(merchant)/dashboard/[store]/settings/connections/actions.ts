"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { zfd } from "zod-form-data";
import { redirectWithFlash } from "@/app/flash";
import { formInput, merchantAction } from "@/lib/sign-in/action";
import {
  checkConnection as check,
  connectService,
  disconnect as endConnection,
  isSourceAddress,
  replaceSecret,
} from "@/lib/source/connection/manage-connections";
import { requiredText } from "@/lib/store/typed-text";

const MAX_ADDRESS_LENGTH = 500;
// Of the store; a number far beyond what any has.
const ofConnection = { number: zfd.numeric(z.int().min(1).max(1_000_000)) };

/** Connects a web service, and shows its secret once, in the answer. */
export const connectWebService = merchantAction("settings.manage")
  .metadata({ name: "connectWebService" })
  .inputSchema(
    ...formInput({
      name: requiredText(100, "sourceName", "sourceNameTooLong"),
      address: requiredText(MAX_ADDRESS_LENGTH, "sourceAddress", "sourceAddress").refine(isSourceAddress, {
        error: "sourceAddress",
      }),
    }),
  )
  .stateAction(async ({ parsedInput, ctx: { store, actor } }) => {
    const { secret } = await connectService({ storeId: store.id, ...parsedInput, actor });
    refresh();
    return { secret };
  });

/** Asks a connected system what it holds. */
export const checkConnection = merchantAction("settings.manage")
  .metadata({ name: "checkConnection" })
  .inputSchema(...formInput(ofConnection))
  .stateAction(async ({ parsedInput: { number }, ctx: { store } }) => {
    const failure = await check({ storeId: store.id, number });
    return await redirectWithFlash(pageOf(store), failure ? { error: "checkFailed" } : { key: "connectionChecked" });
  });

/** Makes a new secret for a web service, and shows it once, in the answer. */
export const replaceConnectionSecret = merchantAction("settings.manage")
  .metadata({ name: "replaceConnectionSecret" })
  .inputSchema(...formInput(ofConnection))
  .stateAction(async ({ parsedInput: { number }, ctx: { store, actor } }) => {
    const secret = await replaceSecret({ storeId: store.id, number, actor });
    refresh();
    return { secret };
  });

/** Ends a connection. */
export const disconnect = merchantAction("settings.manage")
  .metadata({ name: "disconnect" })
  .inputSchema(...formInput(ofConnection))
  .stateAction(async ({ parsedInput: { number }, ctx: { store, actor } }) => {
    await endConnection({ storeId: store.id, number, actor });
    return await redirectWithFlash(pageOf(store), { key: "disconnected" });
  });

function pageOf({ slug }: { slug: string }): string {
  return `/dashboard/${slug}/settings/connections`;
}
