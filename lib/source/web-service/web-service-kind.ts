import { addressField, type ConnectionKind } from "@/lib/source/connection/kind";
import { issueSecret, type WebServiceCredentials, webServiceCredentials } from "./sign";
import { webServiceSource } from "./web-service-source";

/** A system that answers as docs/source-protocol.md says. It knows our calls by a secret that we make. */
export const webServiceKind: ConnectionKind<WebServiceCredentials> = {
  source: webServiceSource,
  rights: ["erase", "object"],
  credentials: webServiceCredentials,
  fields: [addressField],
  toAddress: ({ address = "" }) => address,
  toCredentials: (_typed, before) => issueSecret(before),
  issued: ({ secret }) => secret,
  formerUntil: ({ former }) => former?.until,
};
