import { addressField, type ConnectionKind, secretField } from "@/lib/source/connection/kind";
import { type VendureCredentials, vendureCredentials } from "./credentials";
import { vendureSource } from "./vendure-source";

/** A shop on Vendure. Its owner makes an API key for a role that has ReadCustomer and ReadOrder alone. */
export const vendureKind: ConnectionKind<VendureCredentials> = {
  source: vendureSource,
  rights: [],
  credentials: vendureCredentials,
  fields: [addressField, secretField("apiKey")],
  toAddress: ({ address = "" }) => address,
  toCredentials: ({ apiKey = "" }) => ({ apiKey }),
};
