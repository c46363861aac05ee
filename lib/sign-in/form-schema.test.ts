import { expect, test } from "vitest";
import { zfd } from "zod-form-data";
import { formSchema } from "./form-schema";

const schema = formSchema({ name: zfd.text(), tags: zfd.repeatable(), "a-b": zfd.checkbox() });

function form(...fields: [name: string, value: string][]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

test("a form's fields are read by name, one that occurs more than once as a list", () => {
  const data = form(["name", "Ann"], ["tags", "a"], ["tags", "b"], ["a-b", "on"], ["other", "x"]);
  expect(schema.parse(data)).toEqual({ name: "Ann", tags: ["a", "b"], "a-b": true });
  expect(schema.safeParse(form(["name", "Ann"], ["name", "Bob"])).error?.issues[0]?.path).toEqual(["name"]);
});

test.each(["__proto__", "constructor", "__proto__.polluted", "name.first", "name[0]", "a[b][c]", "a.b", "", "0", "."])(
  "a field named %j, which no form has, is left alone",
  (name) => {
    expect(schema.parse(form([name, "x"], ["name", "Ann"], [name, "y"]))).toEqual({
      ...{ name: "Ann", tags: [], "a-b": false },
    });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  },
);

test.each([undefined, null, "text", 1, {}, []])("%j is no form", (data) => {
  expect(schema.safeParse(data).success).toBe(false);
});
