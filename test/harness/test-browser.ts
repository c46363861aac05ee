import { workAsyncStorage } from "next/dist/server/app-render/work-async-storage.external";
import { workUnitAsyncStorage } from "next/dist/server/app-render/work-unit-async-storage.external";
import { RequestCookies } from "next/dist/server/web/spec-extension/cookies";

/** A browser with its cookies, in which a test calls what reads and sets them. */
export interface TestBrowser {
  cookies: RequestCookies;
  /** Runs some work as a server action of a request of this browser's. */
  do<T>(work: () => Promise<T>): Promise<T>;
}

/** Makes a browser, empty or with the cookies of another: a copied cookie is a stolen one. */
export function testBrowser(from?: TestBrowser): TestBrowser {
  const cookies = new RequestCookies(new Headers());
  for (const { name, value } of from?.cookies.getAll() ?? []) cookies.set(name, value);
  // What Next's own handlers keep around each request, as far as cookies() and headers() read it.
  const request = {
    type: "request",
    phase: "action",
    headers: new Headers(),
    cookies,
    userspaceMutableCookies: jar(cookies),
  };
  return {
    cookies,
    do: (work) => workAsyncStorage.run({ route: "/" } as never, () => workUnitAsyncStorage.run(request as never, work)),
  };
}

/** Cookies as an action sets them: deleting names the path too. */
function jar(cookies: RequestCookies) {
  return {
    get: (name: string) => cookies.get(name),
    getAll: () => cookies.getAll(),
    set: (name: string, value: string) => cookies.set(name, value),
    delete: ({ name }: { name: string }) => cookies.delete(name),
  };
}
