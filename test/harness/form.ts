/** A form as the server rendered it, ready to be posted many times. */
export interface Form {
  /** The path that it is posted to. */
  path: string;
  /** Its hidden fields without `actionFields`. */
  fields: Record<string, string>;
  /** The hidden fields that React needs without JavaScript. */
  actionFields: Record<string, string>;
  /** The action's id for Next's client router. */
  actionId: string;
}

/** A form's post as bytes. */
export interface Post {
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** Opens a page and reads its first form that holds `field`. @throws Error where there is none. */
export async function readForm(origin: string, path: string, field: string): Promise<Form> {
  const response = await fetch(origin + path);
  return formIn(await response.text(), { path, field, status: response.status });
}

/** The first form that holds `field` in a page's HTML. @throws Error where there is none. */
export function formIn(html: string, { path, field, status }: { path: string; field: string; status: number }): Form {
  const form = html
    .split("<form")
    .map((part) => part.split("</form>")[0] ?? "")
    .find((part) => part.includes(`name="${field}"`));
  if (!form) throw new Error(`${path} answered ${status} without the form`);
  const entries = readInputs(form).filter(([name]) => name !== field);
  const actionFields = Object.fromEntries(entries.filter(([name]) => name.startsWith("$")));
  const actionId =
    /"id":"([0-9a-f]+)"/.exec(Object.values(actionFields).join("\n"))?.[1] ??
    /\$ACTION_ID_([0-9a-f]+)/.exec(Object.keys(actionFields).join("\n"))?.[1];
  if (!actionId) throw new Error(`${path} names no action`);
  const fields = Object.fromEntries(entries.filter(([name]) => !name.startsWith("$")));
  return { path, fields, actionFields, actionId };
}

/** As a browser without JavaScript posts it. */
export function asForm(form: Form, fields: Record<string, string>): Post {
  return { path: form.path, ...multipart(Object.entries({ ...form.actionFields, ...form.fields, ...fields })) };
}

/** As Next's client router posts it: React's encoding of the action's arguments, the form's data as part 1. */
export function asFetch(form: Form, fields: Record<string, string>): Post {
  const named = Object.entries({ ...form.fields, ...fields }).map(([name, value]) => [`_1_${name}`, value] as const);
  // An action of useActionState is given the state before; a plain one the form alone.
  const hasState = Object.keys(form.actionFields).some((name) => name.startsWith("$ACTION_REF"));
  // What names the data comes last: it is read as the parts arrive.
  const { headers, body } = multipart([...named, ["0", hasState ? '[{},"$K1"]' : '["$K1"]']]);
  return { path: form.path, headers: { ...headers, "next-action": form.actionId, accept: "text/x-component" }, body };
}

function readInputs(html: string): [name: string, value: string][] {
  return [...html.matchAll(/<input[^>]*>/g)].flatMap(([input]): [string, string][] => {
    const [name, value = ""] = ["name", "value"].map((key) => new RegExp(` ${key}="([^"]*)"`).exec(input)?.[1]);
    return name ? [[name, value.replaceAll("&quot;", '"').replaceAll("&amp;", "&")]] : [];
  });
}

function multipart(fields: (readonly [string, string])[]): Omit<Post, "path"> {
  const boundary = "----DossierTest7f3a";
  const parts = fields.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return {
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
    body: `${parts.join("")}--${boundary}--\r\n`,
  };
}
