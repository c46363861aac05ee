import { RECORDS_SOURCE } from "@/lib/customer/record-names";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { connectionSource, connectionTitles, findConnections } from "@/lib/source/connection/connection";
import { saveStore } from "@/lib/store/save-store";

/** A source whose ids a hand-off's subject may mean. */
export interface HandoffSource {
  name: string;
  /** Undefined for the imported records. */
  title: string | undefined;
  /** Whether it was disconnected since it was picked: nothing is found by the ids then. */
  isEnded: boolean;
}

/** The sources whose ids a store's hand-off may mean, and the one that was picked where that was disconnected since. */
export async function listHandoffSources(storeId: string, picked: string): Promise<HandoffSource[]> {
  const connections = await findConnections(storeId);
  const sources: HandoffSource[] = [
    { name: RECORDS_SOURCE, title: undefined, isEnded: false },
    ...connections.map(({ number, name }) => ({ name: connectionSource(number), title: name, isEnded: false })),
  ];
  if (sources.some(({ name }) => name === picked)) return sources;
  return [...sources, { name: picked, title: (await connectionTitles(storeId)).get(picked) ?? picked, isEnded: true }];
}

/** Picks whose ids a store's hand-off means. @throws UserError "handoffSourceGone" for none of the store's sources. */
export async function pickHandoffSource(storeId: string, source: string, actor: MerchantActor): Promise<void> {
  const sources = await listHandoffSources(storeId, RECORDS_SOURCE);
  if (!sources.some(({ name }) => name === source)) throw new UserError("handoffSourceGone");
  await saveStore(storeId, { handoffSource: source }, actor, "sign-in");
}
