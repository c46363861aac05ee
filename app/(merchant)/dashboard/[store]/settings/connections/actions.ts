"use server";

import { refresh } from "next/cache";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { zfd } from "zod-form-data";
import { redirectWithFlash } from "@/app/flash";
import { ownKey } from "@/lib/section/sections";
import { atField, failAtField, formInput, formInputOf, merchantAction } from "@/lib/sign-in/action";
import type { ConnectionField, TypedFields } from "@/lib/source/connection/kind";
import { type ConnectionKindName, connectionKindNames, kindNamed } from "@/lib/source/connection/kinds";
import {
  checkConnection as check,
  connect,
  disconnect as endConnection,
  replaceCredentials,
} from "@/lib/source/connection/manage-connections";
import { saveRights } from "@/lib/source/connection/save-rights";
import type { OutboundFailure } from "@/lib/source/outbound-http/outbound-error";
import { confirmOwnText as confirm } from "@/lib/source/own-texts";
import { isStorable } from "@/lib/storable-text";
import { requiredText } from "@/lib/store/typed-text";
import { addSystem as addUnconnected, removeSystem as removeUnconnected } from "@/lib/store/unconnected-systems";

const useText = requiredText(2000, "ownTextMissing", "informationTooLong").refine(isStorable, { error: "invalid" });
// Of the store; a number far beyond what any has.
const ofConnection = { number: zfd.numeric(z.int().min(1).max(1_000_000)) };
const ofKind = { kind: z.enum(connectionKindNames) };
type Sent<Fields> = Fields & TypedFields;

/** Connects a system of the kind that the form names. A secret that we made is shown once, in the answer. */
export const connectSource = merchantAction("settings.manage")
  .metadata({ name: "connectSource" })
  .inputSchema(
    ...formInputOf(async (data) => ({
      ...shapeOf(data, () => true),
      ...ofKind,
      name: requiredText(100, "sourceName", "sourceNameTooLong"),
    })),
  )
  .stateAction(async ({ parsedInput, ctx: { store, actor } }) => {
    const { kind, name, ...typed } = parsedInput as Sent<{ kind: ConnectionKindName; name: string }>;
    const made = connect({ storeId: store.id, kind, name, typed, actor });
    const placed = atField(fieldOf(kind, "address"), ["connectedAlready"], made);
    const { issued, failure } = await atField(fieldOf(kind, "credentials"), ["credentialsIncomplete"], placed);
    if (failure) return await failFor(failure, fieldOf(kind, failure === "unauthorized" ? "credentials" : "address"));
    return await answer(store, issued);
  });

/** Asks a connected system what it holds. */
export const checkConnection = merchantAction("settings.manage")
  .metadata({ name: "checkConnection" })
  .inputSchema(...formInput(ofConnection))
  .stateAction(async ({ parsedInput: { number }, ctx: { store } }) => {
    const failure = await check({ storeId: store.id, number });
    return await redirectWithFlash(pageOf(store), failure ? { error: "checkFailed" } : { key: "connectionChecked" });
  });

/** Replaces a connection's credentials; a new secret of ours is shown once, in the answer. */
export const replaceConnectionCredentials = merchantAction("settings.manage")
  .metadata({ name: "replaceConnectionCredentials" })
  .inputSchema(
    ...formInputOf(async (data) => ({
      ...shapeOf(data, (field) => field.of === "credentials"),
      ...ofKind,
      ...ofConnection,
    })),
  )
  .stateAction(async ({ parsedInput, ctx: { store, actor } }) => {
    const { kind, number, ...typed } = parsedInput as Sent<{ kind: ConnectionKindName; number: number }>;
    const replaced = replaceCredentials({ storeId: store.id, kind, number, typed, actor });
    const { issued, failure } = await atField(fieldOf(kind, "credentials"), ["credentialsIncomplete"], replaced);
    if (failure) return await failFor(failure, fieldOf(kind, "credentials"));
    return await answer(store, issued);
  });

/** Confirms what a section of a connection's own is used for. */
export const confirmOwnText = merchantAction("settings.manage")
  .metadata({ name: "confirmOwnText" })
  .inputSchema(...formInput({ section: ownKey, en: useText, de: useText }))
  .stateAction(async ({ parsedInput: { section, ...texts }, ctx: { store, actor } }) => {
    await confirm({ storeId: store.id, key: section, texts, actor });
    return await redirectWithFlash(pageOf(store), { key: "ownTextConfirmed" });
  });

/** Saves what a connection may do besides reading. */
export const saveConnectionRights = merchantAction("settings.manage")
  .metadata({ name: "saveConnectionRights" })
  .inputSchema(...formInput({ ...ofConnection, erase: zfd.checkbox(), object: zfd.checkbox() }))
  .stateAction(async ({ parsedInput: { number, ...may }, ctx: { store, actor } }) => {
    await saveRights({ storeId: store.id, number, may, actor });
    return await redirectWithFlash(pageOf(store), { key: "connectionRightsSaved" });
  });

/** Ends a connection. */
export const disconnect = merchantAction("settings.manage")
  .metadata({ name: "disconnect" })
  .inputSchema(...formInput(ofConnection))
  .stateAction(async ({ parsedInput: { number }, ctx: { store, actor } }) => {
    await endConnection({ storeId: store.id, number, actor });
    return await redirectWithFlash(pageOf(store), { key: "disconnected" });
  });

/** Lists a system that is not connected. */
export const addSystem = merchantAction("settings.manage")
  .metadata({ name: "addSystem" })
  .inputSchema(
    ...formInput({
      name: requiredText(100, "sourceName", "sourceNameTooLong"),
      contact: requiredText(200, "systemContact", "systemContactTooLong"),
    }),
  )
  .stateAction(async ({ parsedInput: { name, contact }, ctx: { store, actor } }) => {
    await addUnconnected({ storeId: store.id, name, contact, actor });
    return await redirectWithFlash(pageOf(store), { key: "systemAdded" });
  });

/** Takes a system from that list. */
export const removeSystem = merchantAction("settings.manage")
  .metadata({ name: "removeSystem" })
  .inputSchema(...formInput(ofConnection))
  .stateAction(async ({ parsedInput: { number }, ctx: { store, actor } }) => {
    await removeUnconnected({ storeId: store.id, number, actor });
    return await redirectWithFlash(pageOf(store), { key: "systemRemoved" });
  });

/** The fields of the kind that a form names; none where there is no such kind. */
function shapeOf(
  data: FormData,
  isAsked: (field: ConnectionField) => boolean,
): Record<string, ConnectionField["schema"]> {
  const fields = kindNamed(data.get("kind"))?.fields.filter(isAsked) ?? [];
  return Object.fromEntries(fields.map(({ name, schema }) => [name, schema]));
}

/** The first field of a kind's address or of its credentials, which shows what is wrong with it. */
function fieldOf(kind: ConnectionKindName, of: ConnectionField["of"]): string {
  return kindNamed(kind)?.fields.find((field) => field.of === of)?.name ?? "name";
}

async function failFor(failure: OutboundFailure, field: string): Promise<never> {
  const t = await getTranslations("connections");
  return failAtField(field, `notConnected ${t(`failure-${failure}`)}`);
}

/** Shows the secret that we made, or says that the credentials work. */
async function answer(store: { slug: string }, issued: string | undefined): Promise<{ secret: string }> {
  if (issued === undefined) return await redirectWithFlash(pageOf(store), { key: "connectionChecked" });
  refresh();
  return { secret: issued };
}

function pageOf({ slug }: { slug: string }): string {
  return `/dashboard/${slug}/settings/connections`;
}
