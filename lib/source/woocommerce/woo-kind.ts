import type { z } from "zod";
import { addressField, type ConnectionKind, secretField } from "@/lib/source/connection/kind";
import { wooCredentials } from "./call-woo";
import { wooSource } from "./woo-source";

/** A WooCommerce shop, read with a REST key of its own. */
export const wooKind: ConnectionKind<z.infer<typeof wooCredentials>> = {
  source: wooSource,
  rights: ["erase"],
  credentials: wooCredentials,
  fields: [addressField, secretField("consumerKey"), secretField("consumerSecret")],
  toAddress: ({ address = "" }) => address,
  toCredentials: ({ consumerKey = "", consumerSecret = "" }) => ({ consumerKey, consumerSecret }),
};
