"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { zfd } from "zod-form-data";
import { redirectWithFlash } from "@/app/flash";
import { atField, formInput, merchantAction } from "@/lib/sign-in/action";
import { pickHandoffSource } from "@/lib/sign-in/handoff-source";
import { connectProvider, disconnectProvider, isDiscoveryUrl } from "@/lib/sign-in/openid/connect-provider";
import { callbackUrl } from "@/lib/sign-in/openid/sign-in-by-openid";
import { readHandoff } from "@/lib/sign-in/read-handoff";
import { isSourceAddress } from "@/lib/source/connection/kind";
import { createHandoffSecret as createSecret, handoffOverlapHours } from "@/lib/store/handoff-secret";
import { requiredText } from "@/lib/store/typed-text";
import { handoffReport } from "./handoff-report";

/** Connects the store's OpenID Connect provider, once it has answered. */
export const connectOpenid = merchantAction("settings.manage")
  .metadata({ name: "connectOpenid" })
  .inputSchema(
    ...formInput({
      discoveryUrl: requiredText(500, "openidAddress", "openidAddress")
        .refine(isSourceAddress, { error: "openidAddress", abort: true })
        .refine(isDiscoveryUrl, { error: "openidAddress" }),
      clientId: requiredText(255, "openidClient", "openidClient"),
      clientSecret: requiredText(500, "openidClientSecret", "openidClientSecret"),
    }),
  )
  .stateAction(async ({ parsedInput, ctx: { store, actor } }) => {
    const redirectUri = callbackUrl(store.slug);
    await atField(
      "clientSecret",
      ["openidSecret"],
      connectProvider({ storeId: store.id, actor, redirectUri, ...parsedInput }),
    );
    return await redirectWithFlash(pageOf(store), { key: "openidConnected" });
  });

/** Disconnects the store's OpenID Connect provider. */
export const disconnectOpenid = merchantAction("settings.manage")
  .metadata({ name: "disconnectOpenid" })
  .inputSchema(...formInput({}))
  .stateAction(async ({ ctx: { store, actor } }) => {
    await disconnectProvider(store.id, actor);
    return await redirectWithFlash(pageOf(store), { key: "openidEnded" });
  });

/** Creates a new secret for the signed hand-off, and shows it once, in the answer. */
export const createHandoffSecret = merchantAction("settings.manage")
  .metadata({ name: "createHandoffSecret" })
  .inputSchema(...formInput({ overlapHours: zfd.numeric(z.literal(handoffOverlapHours).default(0)) }))
  .stateAction(async ({ parsedInput, ctx }) => {
    const secret = await createSecret(ctx.store.id, ctx.actor, parsedInput.overlapHours);
    refresh();
    return { secret };
  });

/** Picks the source whose ids the hand-off means. */
export const chooseHandoffSource = merchantAction("settings.manage")
  .metadata({ name: "chooseHandoffSource" })
  .inputSchema(...formInput({ source: z.string().max(255) }))
  .stateAction(async ({ parsedInput: { source }, ctx: { store, actor } }) => {
    await atField("source", ["handoffSourceGone"], pickHandoffSource(store.id, source, actor));
    return await redirectWithFlash(pageOf(store), { key: "settingsSaved" });
  });

/** Says what a token of the signed hand-off says, and whether it would be accepted. Uses nothing up and logs nothing. */
export const checkHandoff = merchantAction("settings.manage")
  .metadata({ name: "checkHandoff" })
  .inputSchema(...formInput({ token: requiredText(20_000, "tokenMissing", "tokenMissing") }))
  .stateAction(async ({ parsedInput: { token }, ctx: { store } }) => ({
    report: await handoffReport(await readHandoff(store.id, token)),
  }));

function pageOf({ slug }: { slug: string }): string {
  return `/dashboard/${slug}/settings/sign-in`;
}
