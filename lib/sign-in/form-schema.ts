import { z } from "zod";

/**
 * The schema of a form's data, by the names of its fields; `zfd.text()` and its kin read each. Nothing else is read:
 * where `zfd.formData` takes names such as `a.b` for ways into an object, and throws at some, a name is a name here.
 */
export function formSchema<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.preprocess(
    (data) => (data instanceof FormData ? ownFields(data, Object.keys(shape)) : data),
    z.object(shape),
  );
}

/** A field that came once as its value, more than once as a list. */
function ownFields(data: FormData, names: string[]): Record<string, unknown> {
  const sent = names.map((name) => [name, data.getAll(name)] as const).filter(([, values]) => values.length > 0);
  return Object.fromEntries(sent.map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
}
