/**
 * The class of route that an address belongs to, for metrics: a word of this list, whoever asks for whatever.
 * @param url a request's path, with or without its query.
 */
export function routeClass(url: string): string {
  const path = url.split("?", 1)[0] ?? "";
  return classes.find(([pattern]) => pattern.test(path))?.[1] ?? "other";
}

const classes: [RegExp, string][] = [
  [/^\/_next\//, "static"],
  [/^\/s\/[^/]+\/?$/, "request page"],
  [/^\/s\/[^/]+\/verify\//, "verification"],
  [/^\/s\/[^/]+\/delivery\//, "delivery"],
  [/^\/s\/[^/]+\/(?:sign-in|account)(?:\/|$)/, "customer"],
  [/^\/dashboard\//, "dashboard"],
  [/^\/(?:sign-in|set-password|account)(?:\/|$)/, "merchant sign-in"],
  [/^\/api\/stores\/[^/]+\/(?:exports|deliveries)\/[^/]+\/(?:archive|password-zip)$/, "download"],
  [/^\/api\/(?:health|metrics)(?:\/|$)/, "probe"],
  [/^\/api\//, "api"],
  [/^\/(?:demo|mailbox)(?:\/|$)/, "demo"],
  [/^\/$/, "home"],
  [/^\/renewed$/, "renewed"],
];
