import { workAsyncStorage } from "next/dist/server/app-render/work-async-storage.external";
import { workUnitAsyncStorage } from "next/dist/server/app-render/work-unit-async-storage.external";
import { RequestCookies } from "next/dist/server/web/spec-extension/cookies";

/** What Next keeps around a server action, as far as `cookies()` and `headers()` read it: no server runs. */
export interface ActionScope {
  cookies: RequestCookies;
  /** Runs some work as a server action that is called with these cookies. */
  do<T>(work: () => Promise<T>): Promise<T>;
}

/** @param from another scope whose cookies are copied, as a thief would. */
export function openActionScope(from?: ActionScope): ActionScope {
  const cookies = new RequestCookies(new Headers());
  for (const { name, value } of from?.cookies.getAll() ?? []) cookies.set(name, value);
  const request = {
    type: "request",
    phase: "action",
    headers: new Headers(),
    cookies,
    userspaceMutableCookies: mutable(cookies),
  };
  return {
    cookies,
    do: (work) => workAsyncStorage.run({ route: "/" } as never, () => workUnitAsyncStorage.run(request as never, work)),
  };
}

/** Cookies as an action sets them: deleting names the path too. */
function mutable(cookies: RequestCookies) {
  return {
    get: (name: string) => cookies.get(name),
    getAll: () => cookies.getAll(),
    set: (name: string, value: string) => cookies.set(name, value),
    delete: ({ name }: { name: string }) => cookies.delete(name),
  };
}
