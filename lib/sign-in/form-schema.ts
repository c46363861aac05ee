import { z } from "zod";

/**
 * The schema of a form's data, by field name; `zfd.text()` and the like read each. Nothing else is read: unlike with
 * `zfd.formData`, which treats a name such as `a.b` as a path into an object and throws on some, a name is only a name.
 */
export function formSchema<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.preprocess(
    (data) => (data instanceof FormData ? ownFields(data, Object.keys(shape)) : data),
    z.object(shape),
  );
}

/** A field that occurs once as its value, more than once as a list. */
function ownFields(data: FormData, names: string[]): Record<string, unknown> {
  const sent = names.map((name) => [name, data.getAll(name)] as const).filter(([, values]) => values.length > 0);
  return Object.fromEntries(sent.map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
}
