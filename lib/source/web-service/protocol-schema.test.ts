import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import type { Field } from "@/lib/section/field";
import { descriptors } from "@/lib/section/sections";
import { answers, type Operation, questions, serviceSections } from "./protocol";
import { emptyOf } from "./read-row";
import { signatureHeaders } from "./sign";

const FILE = "docs/source-protocol.schema.json";
const schemaOf = (schema: z.ZodType) => {
  const { $schema: _, ...written } = z.toJSONSchema(schema, { target: "draft-2020-12", io: "input" });
  return written;
};

/** A section's fields, those that a row may leave out marked so. */
function rowOf(section: (typeof serviceSections)[number]) {
  const assumed: string[] = { profile: ["kind", "id"], addresses: ["isDefault"], orders: [], consents: [] }[section];
  // Where a row is from is not the service's to say; its record is in every answer's schema.
  const given = Object.entries(descriptors[section].fields).filter(([, { kind }]) => kind !== "origin");
  return schemaOf(z.object(shapeOf(given, assumed)));
}

function shapeOf(fields: [string, Field][], assumed: string[] = []): z.ZodRawShape {
  const shape = fields.map(([name, field]) => {
    const schema = field.list ? z.array(z.object(shapeOf(Object.entries(field.list.fields)))) : field.schema;
    return [name, assumed.includes(name) || emptyOf(field) !== undefined ? schema.optional() : schema];
  });
  return Object.fromEntries(shape);
}

// Written anew by `npx vitest run lib/source/web-service/protocol-schema.test.ts -u`.
test("the schemas beside the protocol's page are those that every answer is checked by", async () => {
  const operations = Object.keys(questions) as Operation[];
  const written = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Dossier's protocol for web services, version 1",
    $defs: Object.fromEntries([
      ...operations.map((operation) => [`${operation}-question`, schemaOf(questions[operation])]),
      ...operations.map((operation) => [`${operation}-answer`, schemaOf(answers[operation])]),
      ...serviceSections.map((section) => [`row-${section}`, rowOf(section)]),
    ]),
  };
  await expect(`${JSON.stringify(written, null, 2)}\n`).toMatchFileSnapshot(`${process.cwd()}/${FILE}`);
});

const page = readFileSync("docs/source-protocol.md", "utf8");

test("the protocol's page names each call, each section, and where the schemas are", () => {
  for (const word of [...Object.keys(questions), ...serviceSections, "ownSections", "freeText"])
    expect(page).toContain(`\`${word}\``);
  expect(page).toContain("`/api/source-protocol/schema`");
  expect(page).toContain(`\`${FILE}\``);
});

test("the signature on the protocol's page is the one that such a call has", () => {
  const [secret = "", id = "", timestamp = "", body = "", signature] = [
    ...["secret", "webhook-id", "webhook-timestamp", "body", "webhook-signature"],
  ].map((name) => new RegExp(`^ {4}${name} +(.+)$`, "m").exec(page)?.[1]);
  const headers = { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature };
  expect(signatureHeaders(body, { secret }, new Date(Number(timestamp) * 1000), id)).toEqual(headers);
});
