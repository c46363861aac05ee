import type fc from "fast-check";
import { addressOf } from "@/test/harness/stores";
import { readActions, readRoutes } from "./build-manifest";
import type { DemoStore } from "./demo-store";
import { formAttacks, formRequest, harmlessRequest } from "./hostile-form";
import { harmlessRoute, routeAttacks, routeRequest } from "./hostile-route";
import { findEcho } from "./hostile-values";
import { type RawAnswer, type RawRequest, sendRaw } from "./raw-client";

/** One action, called by form or by fetch, or one route, and the attacks on it. */
export interface Endpoint {
  name: string;
  attacks: fc.Arbitrary<unknown>;
  requestOf: (attack: unknown) => RawRequest;
  harmless: RawRequest;
}

/** Every action and route of the build. */
export function listEndpoints(store: DemoStore): Endpoint[] {
  const forms = readActions().flatMap((action) =>
    (["form", "fetch"] as const).map((as) =>
      endpoint(
        `action ${action.name} of ${action.page} as ${as}`,
        formAttacks(as),
        (attack) => formRequest(action, attack, store),
        harmlessRequest(action, as, store, 1),
      ),
    ),
  );
  const routes = readRoutes().map((route) =>
    endpoint(
      `route ${route}`,
      routeAttacks,
      (attack) => routeRequest(route, attack, store),
      harmlessRoute(route, store),
    ),
  );
  return [...forms, ...routes];
}

let sent = 0;

/** Sends each request from another network, so that no rate limit is met. */
export async function send(origin: string, request: RawRequest): Promise<RawAnswer> {
  const headers = { origin, "x-forwarded-for": addressOf(sent++), ...request.headers };
  return await sendRaw(origin, { ...request, headers });
}

/** @throws Error where an answer is a 5xx or repeats the input unescaped. */
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

function endpoint<T>(
  name: string,
  attacks: fc.Arbitrary<T>,
  requestOf: (attack: T) => RawRequest,
  harmless: RawRequest,
): Endpoint {
  return { name, attacks, requestOf: (attack) => requestOf(attack as T), harmless };
}
