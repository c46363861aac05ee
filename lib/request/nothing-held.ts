import { z } from "zod";
import { prisma, type Transaction } from "@/lib/database";
import { UserError, type UserErrorCode } from "@/lib/error";
import { isolate } from "@/lib/isolate";
import { sourcesOf } from "@/lib/source/registry";
import { listSystems } from "@/lib/store/unconnected-systems";
import { type SearchManifest, searchManifest } from "@/lib/subject/search-manifest";
import type { RequestAct } from "./request-status";

/**
 * What the answer rests on that a store holds nothing about a person (GDPR Art. 15(1)): the search of its sources, and the
 * systems that are not connected, with whom its staff ask there.
 */
export const nothingHeld = searchManifest.extend({
  systems: z.array(z.object({ name: z.string(), contact: z.string() })),
});
export type NothingHeld = z.infer<typeof nothingHeld>;

/** Whether a request may be answered with "we hold no data about you". */
export interface NothingHeldCheck {
  /** What it would rest on; null where nobody has looked for the person yet. */
  manifest: NothingHeld | null;
  /** Why it may not be answered so, as a key of `errors`. */
  refusal: UserError | undefined;
}

type Target = Pick<RequestAct, "storeId" | "requestId">;

/**
 * Checks that a store's search for a person has ended, that each of its present sources was asked and answered, and that
 * no record is linked to the request or waits for a decision.
 * @throws UserError "invalid" for a request that is not the store's.
 */
export async function checkNothingHeld({ storeId, requestId }: Target): Promise<NothingHeldCheck> {
  const [request, sources, systems] = await Promise.all([
    prisma().request.findUnique({ where: { storeId_id: { storeId, id: requestId } }, select: { lastSearch: true } }),
    sourcesOf({ storeId }),
    listSystems(storeId),
  ]);
  if (!request) throw new UserError("invalid");
  const found = await findAnything(prisma(), { storeId, requestId });
  const search = request.lastSearch ? searchManifest.parse(request.lastSearch) : null;
  return {
    manifest: search && { ...search, systems: systems.map(({ name, contact }) => ({ name, contact })) },
    refusal: found ? new UserError(found) : refusalOf(search, sources),
  };
}

/**
 * The changes of a request that is answered so.
 * @param systemsAsked whether the member says that the systems which are not connected were asked too.
 * @throws UserError why it may not be, "systemsNotAsked".
 */
export async function requireNothingHeld(target: Target, systemsAsked: boolean): Promise<{ nothingHeld: NothingHeld }> {
  const { manifest, refusal } = await checkNothingHeld(target);
  if (refusal || !manifest) throw refusal ?? new UserError("notSearched");
  if (manifest.systems.length > 0 && !systemsAsked) throw new UserError("systemsNotAsked");
  return { nothingHeld: manifest };
}

/** Once more, of a request whose row is locked: a record may have been linked since. @throws UserError as above. */
export async function requireStillNothing(transaction: Transaction, target: Target): Promise<void> {
  const found = await findAnything(transaction, target);
  if (found) throw new UserError(found);
}

/** What says that something is held, or may be. */
async function findAnything(
  client: Pick<Transaction, "request" | "requestRecord" | "addedItem">,
  { storeId, requestId }: Target,
): Promise<UserErrorCode | undefined> {
  const states = await client.requestRecord.findMany({
    where: { storeId, requestId, state: { in: ["accepted", "proposed"] } },
    select: { state: true },
  });
  if (states.some(({ state }) => state === "accepted")) return "recordLinked";
  const searching = { storeId, id: requestId, matchingSince: { not: null } };
  if ((await client.request.count({ where: searching })) > 0) return "stillSearching";
  if (states.length > 0) return "recordUndecided";
  return (await client.addedItem.count({ where: { storeId, requestId } })) > 0 ? "dataAdded" : undefined;
}

function refusalOf(
  search: SearchManifest | null,
  sources: { name: string; title?: string | undefined }[],
): UserError | undefined {
  if (!search) return new UserError("notSearched");
  const asked = new Map(search.sources.map((one) => [one.source, one]));
  const missing = sources.filter(({ name }) => !asked.get(name)?.answeredAt);
  if (missing.length > 0)
    return new UserError("sourcesMissing", {
      sources: missing.map(({ name, title }) => isolate(title ?? name)).join(", "),
    });
  return search.sources.some(({ askedBy }) => askedBy.length > 0) ? undefined : new UserError("nothingToSearchBy");
}
