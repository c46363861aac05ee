import type fc from "fast-check";
import { addressOf } from "@/test/harness/stores";
import { formAttacks, formRequest, harmlessRequest } from "./hostile-form";
import { harmlessRoute, routeAttacks, routeRequest } from "./hostile-route";
import { findEcho } from "./hostile-values";
import { type RawAnswer, type RawRequest, sendRaw } from "./raw-client";
import { readActions, readRoutes } from "./surface";
import type { World } from "./world";

/** One action, as a form or as a fetch, or one route, and what may be sent to it. */
export interface Target {
  name: string;
  attacks: fc.Arbitrary<unknown>;
  requestOf: (attack: unknown) => RawRequest;
  harmless: RawRequest;
}

/** Everything that the build answers. */
export function listTargets(world: World): Target[] {
  const forms = readActions().flatMap((action) =>
    (["form", "fetch"] as const).map((as) =>
      target(
        `action ${action.name} of ${action.page} as ${as}`,
        formAttacks(as),
        (attack) => formRequest(action, attack, world),
        harmlessRequest(action, as, world, 1),
      ),
    ),
  );
  const routes = readRoutes().map((route) =>
    target(`route ${route}`, routeAttacks, (attack) => routeRequest(route, attack, world), harmlessRoute(route, world)),
  );
  return [...forms, ...routes];
}

let sent = 0;

/** Sends from a network of its own each time: no limit is met, and none is switched off. */
export async function send(origin: string, request: RawRequest): Promise<RawAnswer> {
  const headers = { origin, "x-forwarded-for": addressOf(sent++), ...request.headers };
  return await sendRaw(origin, { ...request, headers });
}

/** @throws Error where an answer is a 5xx, or says raw what was typed. */
export function judge({ status, headers, text }: RawAnswer): void {
  if (status >= 500) throw new Error(`answered ${status}: ${text.slice(0, 500)}`);
  const named = headers.flatMap((name, index): [string, string][] =>
    index % 2 === 0 ? [[name.toLowerCase(), headers[index + 1] ?? ""]] : [],
  );
  const injected = named.find(([name, value]) => name === "x-injected" || /qz[0-9a-f]+[<"]/.test(value));
  if (injected) throw new Error(`a header echoes: ${injected.join(": ")}`);
  const type = named.find(([name]) => name === "content-type")?.[1] ?? "";
  const echo = /html|xml/.test(type) ? findEcho(text) : undefined;
  if (!echo) return;
  const at = text.indexOf(echo);
  throw new Error(`the page echoes ${echo}: …${text.slice(Math.max(0, at - 100), at + 60)}`);
}

function target<T>(
  name: string,
  attacks: fc.Arbitrary<T>,
  requestOf: (attack: T) => RawRequest,
  harmless: RawRequest,
): Target {
  return { name, attacks, requestOf: (attack) => requestOf(attack as T), harmless };
}
