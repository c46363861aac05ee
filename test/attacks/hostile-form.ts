import fc from "fast-check";
import { asFetch, asForm, type Form } from "@/test/harness/form";
import { actionForms } from "./action-forms";
import type { Action } from "./build-manifest";
import type { DemoStore } from "./demo-store";
import { hostileText, wordsOf } from "./hostile-values";
import type { RawRequest } from "./raw-client";

/** One post of a form, and how it differs from a harmless one. */
export interface FormAttack {
  as: "form" | "fetch";
  /** Which of the form's fields hold something else, and what. */
  changes: [field: number, value: string][];
  /** Fields that no form has. */
  additions: [name: string, value: string][];
  number: number;
  twist: Twist;
}

type Twist =
  | { kind: "none" | "no boundary" | "other boundary" | "megabyte" | "many parts" | "twice" | "files" | "no fields" }
  | { kind: "cut"; at: number }
  | { kind: "type"; type: string }
  | { kind: "arguments"; value: string }
  | { kind: "action"; value: string }
  | { kind: "header"; name: string; value: string };

const oddNames = [
  ...wordsOf(`
    __proto__ constructor toString 0 1 _1_store $ACTION_ID_ $ACTION_REF_1 $ACTION_KEY a"b a[b][c] a.b`),
  "",
];

const types = [
  "application/json",
  "text/plain;charset=UTF-8",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=",
  `multipart/form-data; boundary=${"x".repeat(5000)}`,
  "multipart/mixed; boundary=----DossierTest7f3a",
  "multipart/form-data; boundary=----DossierTest7f3a; charset=utf-16",
  "",
  "x/y",
];

/** Values of React's encoding of an action's arguments that no form writes. */
const flight = [
  ...wordsOf(`
    [ null {} [] ["$K9"] [{},"$undefined"] [{},"$1:constructor:constructor"] ["$1:__proto__:then"]
    {"then":"$1:then","status":"resolved_model","value":"{}","_response":{"_prefix":"x"}}
    ["$@0"] ["$0"] ["$F1"] ["$h1"] ["$B1"] ["$Q1"] ["$W1"] ["$i1"] ["$o1"] ["$n1e9"] ["$Dnever"]
    {"id":"constructor","bound":null} {"id":"__proto__#then","bound":"$@1"} {"id":1,"bound":"$@0"}`),
  "",
  `[${"[".repeat(5000)}`,
];

const actionIds = [
  ...["", "x", "0".repeat(42), "7f".padEnd(42, "a"), "7f".padEnd(5000, "a")],
  ...["__proto__", "constructor", "toString", "../../../etc/passwd"],
];

const plainTwists = ["no boundary", "other boundary", "megabyte", "many parts", "twice", "files", "no fields"] as const;

const valued = <Kind extends string>(kind: Kind, values: string[]) =>
  fc.record({ kind: fc.constant(kind), value: fc.constantFrom(...values) });

/** Posts of one action's form, most of them well formed with hostile values in them. */
export function formAttacks(as: "form" | "fetch"): fc.Arbitrary<FormAttack> {
  return fc.record({
    as: fc.constant(as),
    changes: fc.array(fc.tuple(fc.nat({ max: 40 }), hostileText), { minLength: 1, maxLength: 3 }),
    additions: fc.array(fc.tuple(fc.oneof(fc.constantFrom(...oddNames), hostileText), hostileText), { maxLength: 2 }),
    number: fc.nat({ max: 1_000_000 }),
    twist: fc.oneof(
      { weight: 12, arbitrary: fc.constant({ kind: "none" as const }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("cut" as const), at: fc.nat({ max: 2000 }) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("type" as const), type: fc.constantFrom(...types) }) },
      { weight: 2, arbitrary: valued("arguments", flight) },
      { weight: 1, arbitrary: valued("action", actionIds) },
      { weight: 1, arbitrary: fc.constantFrom(...plainTwists).map((kind) => ({ kind })) },
    ),
  });
}

/** The request of an attack on an action. */
export function formRequest(action: Action, attack: FormAttack, store: DemoStore): RawRequest {
  const form = actionForms[action.name];
  const target = store.target(attack.number);
  const fields: Record<string, string> = { store: store.slug, ...form?.fields(target) };
  // Of the scopes, this one reads all the other fields.
  if (action.name === "redact") fields.scope = "value";
  const caller = form?.caller ?? (typeof form?.needs === "string" && form.needs !== "token" ? "owner" : "nobody");
  const changed = { ...fields };
  const names = Object.keys(fields);
  for (const [field, value] of attack.changes) {
    const name = names[field % names.length];
    if (name) changed[name] = value;
  }
  const path = action.page
    .replace("[store]", store.slug)
    .replace("[token]", fields.token || target.tokens.delivery)
    .replace("[text]", "request-received")
    .replace("[template]", "new")
    .replace("[id]", fields.request ?? fields.export ?? fields.requestId ?? fields.customer ?? "");
  const encode = attack.as === "form" ? asForm : asFetch;
  const { headers, body } = encode(formOf(action, path), twistFields(changed, attack));
  const twisted = twist({ headers: { ...headers }, body: Buffer.from(body) }, attack.twist);
  const cookie = store.cookies[caller];
  return { method: "POST", path, ...twisted, headers: { ...twisted.headers, ...(cookie && { cookie }) } };
}

/** The harmless post of an action. */
export function harmlessRequest(action: Action, as: "form" | "fetch", store: DemoStore, number: number): RawRequest {
  return formRequest(action, { as, changes: [], additions: [], number, twist: { kind: "none" } }, store);
}

/** The form as Next renders it: of an action with a state, or of a plain one. */
function formOf({ id }: Action, path: string): Form {
  const plain = id.startsWith("00") || id.startsWith("40");
  const actionFields: Record<string, string> = plain
    ? { [`$ACTION_ID_${id}`]: "" }
    : {
        $ACTION_REF_1: "",
        "$ACTION_1:0": JSON.stringify({ id, bound: "$@1" }),
        "$ACTION_1:1": "[{}]",
        $ACTION_KEY: "k9354dc669cd69b4d1cd8224cb214c795",
      };
  return { path, fields: {}, actionFields, actionId: id };
}

function twistFields(fields: Record<string, string>, { additions, twist }: FormAttack): Record<string, string> {
  const all = { ...fields, ...Object.fromEntries(additions) };
  const [first = "x"] = Object.keys(fields);
  if (twist.kind === "no fields") return {};
  if (twist.kind === "megabyte") return { ...all, [first]: "a".repeat(1024 * 1024) };
  if (twist.kind === "many parts")
    return { ...all, ...Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`part-${index}`, "x"])) };
  return all;
}

type Bytes = { headers: Record<string, string>; body: Buffer };

function twist({ headers, body }: Bytes, twist: Twist): Bytes {
  const text = body.toString("latin1");
  const retyped = (type: string) => ({ headers: { ...headers, "content-type": type }, body });
  const rewritten = (next: string) => ({ headers, body: Buffer.from(next, "latin1") });
  switch (twist.kind) {
    case "cut":
      return rewritten(text.slice(0, twist.at));
    case "no boundary":
      return retyped("multipart/form-data");
    case "other boundary":
      return retyped("multipart/form-data; boundary=----another");
    case "type":
      return retyped(twist.type);
    case "twice":
      return rewritten(text.slice(0, text.lastIndexOf("--")).replace(/--[^\r]*$/, "") + text);
    case "files":
      return rewritten(
        text.replaceAll(
          /(name="(?:_1_)?[a-z][^"]*")\r\n/gi,
          '$1; filename="../a\u202e.png"\r\nContent-Type: image/svg+xml\r\n',
        ),
      );
    case "arguments":
      return rewritten(text.replace(/(name="(?:0|\$ACTION_1:[01])"\r\n\r\n)[^\r]*/g, `$1${twist.value}`));
    case "action":
      return {
        headers: "next-action" in headers ? { ...headers, "next-action": twist.value } : headers,
        body: Buffer.from(text.replaceAll(/[0-9a-f]{42}/g, twist.value), "latin1"),
      };
    default:
      return { headers, body };
  }
}
