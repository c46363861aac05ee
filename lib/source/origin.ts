/** Where records are from: one shop of a platform. Its records have the same ids in each of its exports and live. */
export interface Origin {
  platform: "shopify" | "woocommerce" | "vendure";
  /** The shop's host name in lower case, such as "northwind.myshopify.com". */
  shop: string;
}

/** An origin as imports and imported records store it: "shopify:northwind.myshopify.com". */
export function originText({ platform, shop }: Origin): string {
  return `${platform}:${shop}`;
}

/** The platform's own id of a row or record, whichever way it is written: the last part of "gid://shopify/Order/1?x=2" is "1". */
export function platformIdOf(id: string): string {
  return /^gid:\/\/.*\/([^/?]+)(?:\?.*)?$/.exec(id)?.[1] ?? id;
}
