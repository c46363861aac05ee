import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { Actor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import type { DataRequestSettings } from "./data-request-settings";
import { imageType, LOGO_MAX_BYTES } from "./image-type";

/** The longest response period of each unit: the month of GDPR's article 12(3) and its extension by two. */
const LONGEST_PERIOD = { days: 90, months: 3 };

/**
 * Keeps a store's settings on data requests. A logo stays until another one or `removeLogo` comes.
 * @throws UserError "periodOutOfRange", "logoTooLarge" or "logoNotImage", and keeps nothing then.
 */
export async function saveDataRequestSettings(
  storeId: string,
  settings: DataRequestSettings,
  actor: Actor,
): Promise<void> {
  const { logo, removeLogo, ...columns } = settings;
  if (columns.responsePeriod < 1 || columns.responsePeriod > LONGEST_PERIOD[columns.responsePeriodUnit])
    throw new UserError("periodOutOfRange");
  const image = logo ? await readLogo(logo) : removeLogo ? { logo: null, logoType: null } : {};
  await prisma().$transaction(async (transaction) => {
    await transaction.store.update({ where: { id: storeId }, data: { ...columns, ...image }, select: { id: true } });
    await recordEvent(transaction, { storeId, type: "settings_saved", actor, data: { page: "data-requests" } });
  });
}

async function readLogo(file: File) {
  if (file.size > LOGO_MAX_BYTES) throw new UserError("logoTooLarge");
  const logo = new Uint8Array(await file.arrayBuffer());
  const logoType = imageType(logo);
  if (!logoType) throw new UserError("logoNotImage");
  return { logo, logoType };
}
