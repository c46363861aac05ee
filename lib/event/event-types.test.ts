import { expect, test } from "vitest";
import type { z } from "zod";
import { jobs } from "@/lib/queue/jobs";
import { eventSchemas } from "./event-types";

/** What a person may be recognized by. None of it is an id, a date or a word of the code's own. */
const markers = [
  ...["Ada Marker", "ada.marker@example.com", "ada@marker", "+49 30 5550199", "Marker Street 7", "#MARKER-771"],
  ...["DE-10115 Berlin", "Ada\u0000Marker", "<b>Ada</b>", "1980-02-30", "gid://shopify/Customer/7200000000771"],
];

/** The fields that hold more than an id, an enum, a date or a word, and why. */
const allowed = {
  "text_changed.from": "the store's own words for its emails and its request page",
  "text_changed.to": "the same",
  "text_tested.texts.*": "the same",
  "redaction_made.pointer": "a place in a row: names of fields, of a platform's own too",
  "redaction_undone.pointer": "the same",
};

/** What a browser calls itself, shortened to names that bowser knows (lib/delivery/client-info.ts). */
const isBrowser = (path: string) => path.endsWith(".browser");

type Node = z.ZodType & { def: { type: string } };
interface Containers {
  def: { element: Node; innerType: Node; valueType: Node; keyType: Node };
  shape: Record<string, Node>;
}

/** Each field of a schema that holds no others, by its path. */
function fieldsOf(path: string, node: Node): [string, Node][] {
  const { def, shape } = node as unknown as Containers;
  switch (node.def.type) {
    case "object":
      return Object.entries(shape).flatMap(([name, field]) => fieldsOf(`${path}.${name}`, field));
    case "array":
      return fieldsOf(`${path}[]`, def.element);
    case "record":
      return [[`${path} (keys)`, def.keyType], ...fieldsOf(`${path}.*`, def.valueType)];
    case "optional":
    case "nullable":
      return fieldsOf(path, def.innerType);
    default:
      return [[path, node]];
  }
}

/** The markers that a field takes and keeps. */
function taken(field: Node): string[] {
  return markers.filter((marker) =>
    JSON.stringify(field.safeParse(marker).data ?? null).includes(JSON.stringify(marker).slice(1, -1)),
  );
}

test("no event has a field for a person's name, address, phone or order number, or a platform's id", () => {
  const fields = Object.entries(eventSchemas).flatMap(([type, schema]) => fieldsOf(type, schema as unknown as Node));
  expect(fields.length).toBeGreaterThan(100);
  const open = fields.filter(([path, field]) => taken(field).length > 0 && !isBrowser(path));
  expect(open.map(([path]) => path).sort()).toEqual(Object.keys(allowed).sort());
});

test("no job carries any of it either", () => {
  const fields = Object.entries(jobs).flatMap(([name, { data }]) => fieldsOf(name, data as unknown as Node));
  expect(fields.length).toBeGreaterThan(15);
  expect(fields.filter(([, field]) => taken(field).length > 0).map(([path]) => path)).toEqual([
    "handle-webhook.webhookId",
  ]);
});

test("a key of a live record that a release before wrote is dropped as it is read", () => {
  const data = { source: "connection-2", record: "ada.marker@example.com", reason: "chosen" };
  expect(eventSchemas.record_linked.parse(data)).toEqual({ source: "connection-2", reason: "chosen" });
});
