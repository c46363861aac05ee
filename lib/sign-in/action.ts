import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { createSafeActionClient, returnValidationErrors } from "next-safe-action";
import { z } from "zod";
import { UserError, type UserErrorCode } from "@/lib/error";
import { CLIENT_ADDRESS_HEADER, ipBlock } from "@/lib/http/client-address";
import { isolate } from "@/lib/isolate";
import { logger } from "@/lib/logger";
import { logSecurity } from "@/lib/observability/security-log";
import { findStore } from "@/lib/store/find-store";
import { formSchema } from "./form-schema";
import { actingMember } from "./member";
import type { Permission } from "./permissions";

interface FieldErrors {
  /** One message per field, in the user's language. */
  fields: Record<string, string>;
  /** What was sent, so that nothing typed is lost, except passwords and other secrets. */
  values: Record<string, string>;
}

/**
 * An action that anyone may call. Expected errors (UserError) are shown in the user's language; all
 * others show the id under which they are logged.
 */
export const publicAction = createSafeActionClient({
  defineMetadataSchema: () => z.object({ name: z.string() }),
  handleServerError: async (error, { metadata }) => {
    const t = await getTranslations("errors");
    if (error instanceof UserError) {
      logger.info({ action: metadata?.name, code: error.code }, "action refused");
      return t(error.code, error.values);
    }
    const id = randomUUID().slice(0, 8);
    logger.error({ err: error, action: metadata?.name, errorId: id }, "action failed");
    return t("unexpected", { id });
  },
});

/** A public action of one store, named by the form's hidden field `store`. Unknown: the 404 page. */
export const storeAction = publicAction.use(async ({ next, clientInput }) => {
  const store = await findStore(fieldOf(clientInput, "store"));
  if (!store) notFound();
  return await next({ ctx: { store } });
});

/**
 * An action of a merchant in the store that the form's hidden field `store` names. Session, permission
 * and store are checked again on each call; a refusal is logged and changes nothing.
 */
export function merchantAction(permission: Permission) {
  return publicAction.use(async ({ next, clientInput, metadata }) => {
    const ctx = await actingMember(fieldOf(clientInput, "store"), permission, metadata.name);
    if (!ctx) throw new UserError("forbidden");
    return await next({ ctx });
  });
}

/**
 * The schema of a form: `.inputSchema(...formInput({ email: … }))`. A rule's message is a key of the
 * messages under `errors`.
 */
export function formInput<Shape extends z.ZodRawShape>(shape: Shape) {
  return [formSchema(shape), { handleValidationErrorsShape: fieldErrors }] as const;
}

/**
 * `formInput` for a form whose rules depend on what was sent with it, or on its store.
 * @param shapeOf the fields, by the form's data.
 */
export function formInputOf<Shape extends z.ZodRawShape>(shapeOf: (data: FormData) => Promise<Shape>) {
  const schemaOf = async (_before: unknown, { clientInput }: { clientInput: unknown }) =>
    formSchema(await shapeOf(clientInput instanceof FormData ? clientInput : new FormData()));
  return [schemaOf, { handleValidationErrorsShape: fieldErrors }] as const;
}

/**
 * Shows expected errors of `work` at a field of the form, which also keeps what was typed in the
 * others. Every other error is handled as usual.
 */
export async function atField<T>(name: string, codes: UserErrorCode[], work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof UserError && codes.includes(error.code))) throw error;
    return failAtField(name, [error.code, error.values.name ?? []].flat().join(" "));
  }
}

/**
 * Shows a problem at a field of the form, which also keeps what was typed in the others.
 * @param error a key of the messages under `errors`, with what its text names after a space.
 */
export function failAtField(name: string, error: string): never {
  return returnValidationErrors(formSchema({ [name]: z.any() }), { [name]: { _errors: [error] } });
}

/** What rate limits count this client by. */
export async function clientIpBlock(): Promise<string> {
  return ipBlock((await headers()).get(CLIENT_ADDRESS_HEADER) ?? "unknown");
}

function fieldOf(input: unknown, name: string): string {
  const value = input instanceof FormData ? input.get(name) : undefined;
  return typeof value === "string" ? value : "";
}

/**
 * What a field says of its errors, all at once. Each is a key of the messages under `errors`, with what its text names
 * after a space; what a rule without a message says is none.
 */
export function fieldMessage(t: Awaited<ReturnType<typeof getTranslations<"errors">>>, errors: string[]): string {
  const known = errors.flatMap((error) => {
    const [key = "", ...named] = error.split(" ");
    return t.has(key as "invalid") ? t(key as "invalid", { name: isolate(named.join(" ")) }) : [];
  });
  return [...new Set(known)].join(" ") || t("invalid");
}

/** The most characters of a field that its form gets back: more than anybody types, and far from what a form may hold. */
const MAX_KEPT_LENGTH = 120_000;

async function fieldErrors(
  errors: object,
  { clientInput, metadata }: { clientInput: unknown; metadata?: { name: string } },
): Promise<FieldErrors> {
  logSecurity("form refused", { action: metadata?.name, fields: Object.keys(errors) });
  const t = await getTranslations("errors");
  const sent = clientInput instanceof FormData ? [...clientInput] : [];
  // A form is sent in the order in which its fields are shown.
  const place = ([name]: [string, unknown]) => sent.findIndex(([field]) => field === name);
  const fields: Record<string, string> = {};
  const problems = Object.entries(errors) as [string, { _errors?: string[] }][];
  for (const [name, problem] of problems.sort((one, other) => place(one) - place(other))) {
    fields[name] = fieldMessage(t, problem._errors ?? []);
  }
  const kept = sent.filter(
    ([name, value]) => typeof value === "string" && !/^\$|password|token|key|secret/i.test(name),
  );
  return {
    fields,
    values: Object.fromEntries(kept.map(([name, value]) => [name, String(value).slice(0, MAX_KEPT_LENGTH)])),
  };
}
