import { z } from "zod";
import { isAllowedPrivateHost } from "@/lib/source/outbound-http/guarded-agent";
import type { Right } from "@/lib/source/rights";
import type { CustomerSource } from "@/lib/source/source";
import { requiredText } from "@/lib/store/typed-text";
import type { Connection } from "./connection";

/**
 * A kind of live system: what makes a source of a connection to one, and how an owner connects one. Its texts are in the
 * messages under `connections.kinds`, by its name: `name`, `connect`, `about`, `text`, and for each field its label and hint.
 */
export interface ConnectionKind<Credentials = unknown> {
  source(connection: Connection): CustomerSource;
  /** What it can do besides giving data, once an owner has switched it on; a text by the right's name says what happens there. */
  rights: readonly Right[];
  /** What `Connection.readCredentials` returns. */
  credentials: z.ZodType<Credentials>;
  /** What the form asks for besides the connection's name, in its order: what the address is made of comes first. */
  fields: readonly ConnectionField[];
  /** Where the system is called, as its connection's page shows it. */
  toAddress(typed: TypedFields): string;
  /**
   * What is sealed.
   * @param before what it replaces, where it does.
   * @throws UserError "credentialsIncomplete" where a set of optional fields makes none.
   */
  toCredentials(typed: TypedFields, before?: Credentials): Credentials;
  /**
   * Of a kind whose secret Dossier makes: the secret, which its owner sees once and gives to the system. Credentials that an
   * owner pastes are tried before they are stored.
   */
  issued?(credentials: Credentials): string;
  /** Until when a secret that was replaced is good too, as an ISO time; undefined where none was. */
  formerUntil?(credentials: Credentials): string | undefined;
}

/** One field of a kind's form. */
export interface ConnectionField {
  /** Of the form, and of its texts. One that holds a secret has "key", "secret" or "token" in it: it is never sent back. */
  name: string;
  /** Whether it is asked for again where the credentials are replaced. */
  of: "address" | "credentials";
  type: "url" | "text" | "password";
  isOptional?: true;
  schema: z.ZodType<string | undefined>;
}

/** What was typed, by the names of the fields. */
export type TypedFields = Record<string, string | undefined>;

const MAX_ADDRESS_LENGTH = 500;

/** The address that a system is called at. */
export const addressField: ConnectionField = {
  ...{ name: "address", of: "address", type: "url" },
  schema: requiredText(MAX_ADDRESS_LENGTH, "sourceAddress", "sourceAddress").refine(isSourceAddress, {
    error: "sourceAddress",
  }),
};

/** A secret that the system has made and its owner pastes: printable ASCII, as headers take it. */
export function secretField(name: string): ConnectionField {
  const schema = requiredText(500, "sourceSecret", "sourceSecret").regex(/^[!-~]+$/, { error: "sourceSecret" });
  return { name, of: "credentials", type: "password", schema };
}

/** A field that may be left empty. */
export function optionalField(field: ConnectionField): ConnectionField {
  const emptyAsNone = (typed: unknown) => (typeof typed === "string" && typed.trim() === "" ? undefined : typed);
  return { ...field, isOptional: true, schema: z.preprocess(emptyAsNone, field.schema.optional()) };
}

/** Whether an address can be a source's: https, or http where ALLOW_PRIVATE_SOURCES names its host; nothing secret in it. */
export function isSourceAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, port, username, password, hash } = new URL(text);
  const isPrivate = protocol === "http:" && isAllowedPrivateHost(protocol, hostname, port);
  return (protocol === "https:" || isPrivate) && username === "" && password === "" && hash === "";
}
