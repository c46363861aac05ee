"use server";

import { z } from "zod";
import { atField } from "@/lib/sign-in/action";
import { addText } from "@/lib/upload/add-text";
import { addedFrom, addedText } from "@/lib/upload/added-fields";
import { removeAddedItem } from "@/lib/upload/added-items";
import { requestAction } from "./request-action";
import { ADDED_ID } from "./request-view";

/** Adds a text from a system that is not connected. */
export const addDataText = requestAction(
  "request.add_data",
  "addDataText",
  { ...addedFrom, text: addedText },
  async (target, { system, asOf, text }) => {
    await atField("asOf", ["asOfInFuture"], addText({ ...target, system, asOf, text }));
    return { key: "dataAdded", at: ADDED_ID };
  },
);

/** Removes a text or a file that was added by hand. */
export const removeData = requestAction(
  "request.add_data",
  "removeData",
  { item: z.uuid() },
  async (target, { item }) => {
    await removeAddedItem({ ...target, itemId: item });
    return { key: "dataRemoved", at: ADDED_ID };
  },
);
