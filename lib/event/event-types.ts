import type { z } from "zod";
import { requestEvents } from "./request-events";
import { storeEvents } from "./store-events";

type RequestEvents = typeof requestEvents;
type StoreEvents = typeof storeEvents;
/** What each event's data is. None of it is a person's: the test of this file fills each field with a marker. */
export const eventSchemas = { ...requestEvents, ...storeEvents };

/** The type of an event of a request. Each is a line of its timeline, under the messages' `events`. */
export type EventType = keyof RequestEvents;
export const eventTypes = Object.keys(requestEvents) as EventType[];

/** What an event of a type holds, apart from who did it and when. */
export type EventData<T extends EventType | keyof StoreEvents> = z.infer<(typeof eventSchemas)[T]>;

/** Who did it. A merchant's name is kept as it was then. */
export type Actor = { kind: "customer" } | { kind: "system" } | { kind: "merchant"; id: string; name: string };
export type MerchantActor = Actor & { kind: "merchant" };

/** An event as it is written. `data` is left out where its type has none. */
export type NewEvent = NewRequestEvent | NewStoreEvent;
type NewRequestEvent = {
  [T in EventType]: { storeId: string; requestId: string; type: T; actor: Actor } & DataField<EventData<T>>;
}[EventType];
type NewStoreEvent = {
  [T in keyof StoreEvents]: { storeId: string; requestId?: undefined; type: T; actor: Actor } & DataField<EventData<T>>;
}[keyof StoreEvents];
type DataField<Data> = Data extends Record<string, never> ? { data?: undefined } : { data: Data };

/** An event of a request as it is read: its type says what its data holds. */
export type RequestEvent = { [T in EventType]: { type: T; data: EventData<T> } }[EventType];

/**
 * Reads what an event's row holds.
 * @returns undefined for a type that this release does not know, or data that is not what its type has.
 */
export function readEvent({ type, data }: { type: string; data: unknown }): RequestEvent | undefined {
  if (!Object.hasOwn(requestEvents, type)) return undefined;
  const read = requestEvents[type as EventType].safeParse(data);
  return read.success ? ({ type, data: read.data } as RequestEvent) : undefined;
}
