import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { descriptors } from "@/lib/section/sections";
import { answers, type Operation, questions, serviceSections } from "./protocol";
import { emptyOf } from "./read-row";

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
  const shape = given.map(([name, field]) => [
    name,
    assumed.includes(name) || emptyOf(field) !== undefined ? field.schema.optional() : field.schema,
  ]);
  return schemaOf(z.object(Object.fromEntries(shape)));
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

test("the protocol's page names each call, each section, and the file with the schemas", () => {
  const page = readFileSync("docs/source-protocol.md", "utf8");
  for (const word of [...Object.keys(questions), ...serviceSections, "ownSections", "freeText"])
    expect(page).toContain(`\`${word}\``);
  expect(page).toContain("source-protocol.schema.json");
});
