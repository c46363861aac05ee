import { v5 as uuidv5 } from "uuid";

/** Pseudo-random numbers, the same each time: mulberry32, by Tommy Ettinger, public domain. */
export function createRandom(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    /** An integer between two bounds, both included. */
    between: (first: number, last: number) => first + Math.floor(next() * (last - first + 1)),
    /** An element of a non-empty list. */
    pick: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T,
    chance: (probability: number) => next() < probability,
  };
}

export type Random = ReturnType<typeof createRandom>;

/** The same id for the same thing in every demo. */
export function demoId(name: string): string {
  return uuidv5(name, NAMESPACE);
}

const NAMESPACE = "6f1c2f0a-5f0e-4a4e-9a52-3f6f5d0f6c11";
export const DAY_MS = 24 * 3600 * 1000;
