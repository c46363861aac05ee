import type { Connection } from "./connection/connection";

/** What a system may do for a person besides giving their data: erase it, or stop using it for marketing or sale. */
export const rights = ["erase", "object"] as const;
export type Right = (typeof rights)[number];

/**
 * Why a system does not carry out a right, with its words in the messages under `connections.obstacles`: there is no way to
 * ("kind"), its deletion only hides ("hides"), the owner has not switched it on ("off"), nobody has checked the connection
 * yet ("unchecked"), Dossier's plug-in is missing or too old ("plugin"), an access scope is ("scope", which it names), or the
 * service does not offer it ("service").
 */
export type Obstacle =
  | { code: "kind" | "hides" | "off" | "unchecked" | "plugin" | "service" }
  | { code: "scope"; scope: string };
export type Obstacles = { [R in Right]?: Obstacle | undefined };

/**
 * What one connection can, and why not: its kind can, nothing is missing, and the owner switched it on.
 * @param missing what its kind, or the system itself, lacks.
 */
export function rightsOf(
  { mayErase, mayObject }: Pick<Connection, "mayErase" | "mayObject">,
  missing: Obstacles,
): { can: Record<Right, boolean>; cannot: Obstacles } {
  const isOn = { erase: mayErase, object: mayObject };
  const cannot = Object.fromEntries(rights.map((right) => [right, obstacleOf(isOn[right], missing[right])]));
  return { can: { erase: !cannot.erase, object: !cannot.object }, cannot };
}

/** What is not switched on is not asked for; only what no switch changes comes before that. */
function obstacleOf(isOn: boolean, missing: Obstacle | undefined): Obstacle | undefined {
  if (isOn || missing?.code === "kind" || missing?.code === "hides") return missing;
  return { code: "off" };
}

/** Whose data a system erases, or stops using. */
export interface Person {
  storeId: string;
  /** The system's own key of the record, which is linked to the person. */
  record: string;
  /** Their addresses in their normal form: the record's present address has to be one of them. */
  emails: string[];
  /** The record was linked by its id, or by a member of the store: its address need not be one of `emails`. */
  isLinkedById?: boolean;
  /**
   * What names this act: the same whenever it is tried again, also after a crash. A system that has done it answers what it
   * answered then. Left out: a new one for each call.
   */
  act?: string;
}

/** What a system says of an erasure. What fails throws, and can be tried again without harm. */
export interface ErasureAnswer {
  /** "queued" where it will do it by itself, "nothing" where it held nothing (any more) but what `retained` names. */
  state: "erased" | "queued" | "nothing";
  /** What it keeps, in its own words. */
  retained: string[];
  /** What else there is to know, such as how long it waits, in English. */
  note?: string;
}

/** What must not be done with a person's data any more. */
export interface Objection {
  marketing: boolean;
  /** Sale or sharing, as California calls them. */
  sale: boolean;
}

/** What a system says of an objection; as `ErasureAnswer`. */
export interface ObjectionAnswer {
  state: "done" | "queued" | "nothing";
  note?: string;
}
