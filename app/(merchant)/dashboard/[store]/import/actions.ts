"use server";

import { z } from "zod";
import { redirectWithFlash } from "@/app/flash";
import { formInput, merchantAction } from "@/lib/sign-in/action";
import { discardImport, startImport } from "@/lib/upload/decide-import";
import { startUpload } from "@/lib/upload/start-upload";

/** Opens an import whose files the browser sends next. */
export const openUpload = merchantAction("import.run")
  .metadata({ name: "openUpload" })
  .inputSchema(...formInput({ fileCount: z.enum(["1", "2"]).default("1") }))
  .stateAction(async ({ parsedInput: { fileCount }, ctx: { store, actor } }) => {
    return { importId: await startUpload({ storeId: store.id, actor, fileCount: Number(fileCount) }) };
  });

/** Starts a checked import. */
export const runImport = merchantAction("import.run")
  .metadata({ name: "runImport" })
  .inputSchema(...formInput({ import: z.uuid(), origin: z.string().max(300).optional() }))
  .stateAction(async ({ parsedInput, ctx: { store } }) => {
    const origin = parsedInput.origin || null;
    const started = await startImport({ storeId: store.id, importId: parsedInput.import, origin });
    const key = started ? "importStarted" : "importStartedAlready";
    return await redirectWithFlash(`/dashboard/${store.slug}/import`, { key });
  });

/** Deletes the files of an import that has not begun. */
export const discardUpload = merchantAction("import.run")
  .metadata({ name: "discardUpload" })
  .inputSchema(...formInput({ import: z.uuid() }))
  .stateAction(async ({ parsedInput, ctx: { store } }) => {
    await discardImport({ storeId: store.id, importId: parsedInput.import });
    return await redirectWithFlash(`/dashboard/${store.slug}/import`, { key: "importDiscarded" });
  });
