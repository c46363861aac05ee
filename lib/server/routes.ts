/**
 * Every route handler and file of the app: what Next answers without a page. For all other paths, unknown ones too,
 * it may run an action. routes.test.ts holds this list against the folder.
 */
export const handlers = [
  "/.well-known/gpc.json",
  "/api/accent/[color]",
  "/api/health",
  "/api/health/live",
  "/api/health/ready",
  "/api/metrics",
  "/api/shopify/proxy",
  "/api/shopify/webhooks",
  "/api/source-protocol",
  "/api/source-protocol/schema",
  "/api/stores/[store]/bulk/[id]/progress",
  "/api/stores/[store]/added/[id]",
  "/api/stores/[store]/deliveries/[id]/archive",
  "/api/stores/[store]/deliveries/[id]/password-zip",
  "/api/stores/[store]/exports/[id]/archive",
  "/api/stores/[store]/exports/[id]/pages/[page]",
  "/api/stores/[store]/exports/[id]/progress",
  "/api/stores/[store]/imports/[id]/file",
  "/api/stores/[store]/imports/[id]/progress",
  "/api/stores/[store]/logo",
  "/api/stores/[store]/message-files/[id]",
  "/api/stores/[store]/messages/[id]/files",
  "/api/stores/[store]/requests/[id]/version",
  "/api/stores/[store]/requests/register",
  "/api/stores/[store]/search",
  "/api/stores/[store]/requests/[id]/files",
  "/api/stores/[store]/texts/preview",
  "/demo/[store]/sign-in",
  "/demo/sign-in",
  "/icon.svg",
  "/mailbox/[file]/html",
  "/s/[store]/account/deliveries/[id]/open",
  "/s/[store]/delivery/[token]/open",
  "/s/[store]/sign-in/openid",
  "/s/[store]/sign-in/openid/callback",
  "/s/[store]/verify/[token]/confirm",
];

/** Those of them that ask who sends it and then read an upload as it arrives: it is never collected. */
export const uploads: string[] = [
  "/api/stores/[store]/imports/[id]/file",
  "/api/stores/[store]/messages/[id]/files",
  "/api/stores/[store]/requests/[id]/files",
];

/**
 * Whether a request is signed by a platform that forwards it, so that its Origin may be any. Exactly this path, not another
 * spelling of it.
 */
export function isSignedRoute(url: string): boolean {
  return url.split("?", 1)[0] === "/api/shopify/proxy";
}

/** Whether Next may run an action for a path. @param url of a request, whose path can be decoded. */
export function isPage(url: string): boolean {
  return !matches(handlers, url);
}

/** Whether a request's body may be long: it is handed on as it arrives, and may last as long as it keeps arriving. */
export function isUpload(url: string): boolean {
  return matches(uploads, url);
}

/** Whether a path is that of a file, which can only be read. */
export function isFile(path: string): boolean {
  return matches(FILES, path);
}

const FILES = handlers.filter((route) => /\.\w+$/.test(route));

function matches(routes: string[], url: string): boolean {
  const path = url.split("?", 1)[0] ?? "";
  // As Next does: a slash that is percent-encoded separates nothing.
  const segments = path.split("/").map(decodeURIComponent);
  return routes.some((route) => {
    const names = route.split("/");
    return (
      names.length === segments.length &&
      names.every((name, at) => (name.startsWith("[") ? segments[at] !== "" : name === segments[at]))
    );
  });
}
