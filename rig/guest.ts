/** The guest's form of a store's requests page, as the server wrote it. */
export interface RequestForm {
  page: string;
  /** Its hidden fields, without those that React needs where JavaScript is off. */
  fields: Record<string, string>;
  /** Those that React needs where JavaScript is off. */
  actionFields: Record<string, string>;
  /** What Next's client router names the action by. */
  actionId: string;
  cookie: string;
}

/** An answer, read whole. */
export interface Answer {
  status: number;
  text: string;
  headers: Headers;
}

/** Opens the requests page as a guest does. @throws Error where it shows no form. */
export async function openRequestPage(origin: string, store: string): Promise<RequestForm> {
  const page = `${origin}/s/${store}`;
  const response = await fetch(page);
  const html = await response.text();
  const form = html.split("<form").find((part) => part.split("</form>")[0]?.includes('name="email"'));
  if (!form) throw new Error(`${page} answered ${response.status} without a form`);
  const all = readInputs(form.split("</form>")[0] ?? "");
  const entries = Object.entries(all).filter(([name]) => name !== "email");
  const actionId = /"id":"([0-9a-f]+)"/.exec(Object.values(all).join("\n"))?.[1];
  if (!actionId) throw new Error(`${page} names no action`);
  return {
    page,
    fields: Object.fromEntries(entries.filter(([name]) => !name.startsWith("$"))),
    actionFields: Object.fromEntries(entries.filter(([name]) => name.startsWith("$"))),
    actionId,
    cookie: response.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; "),
  };
}

/** Sends the form as a browser without JavaScript does; redirects are followed. */
export async function submitAsForm(form: RequestForm, email: string, client: { address: string }): Promise<Answer> {
  const body = formData(Object.entries({ ...form.actionFields, ...form.fields, email }));
  return await post(form, body, client, {});
}

/** Sends the form as Next's client router does. */
export async function submitAsFetch(form: RequestForm, email: string, client: { address: string }): Promise<Answer> {
  // React's encoding of the arguments: the form's data as part 1, then what names it.
  const named = Object.entries({ ...form.fields, email }).map(([name, value]) => [`_1_${name}`, value] as const);
  const body = formData([...named, ["0", '[{},"$K1"]']]);
  return await post(form, body, client, { "next-action": form.actionId, accept: "text/x-component" });
}

/** The fields of a form's HTML, with what stands in them. */
export function readInputs(html: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [input] of html.matchAll(/<input[^>]*>/g)) {
    const [name, value] = ["name", "value"].map((key) => new RegExp(` ${key}="([^"]*)"`).exec(input)?.[1] ?? "");
    if (name) fields[name] = (value ?? "").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
  }
  return fields;
}

async function post(form: RequestForm, body: FormData, client: { address: string }, headers: Record<string, string>) {
  const response = await fetch(form.page, {
    method: "POST",
    body,
    headers: {
      origin: new URL(form.page).origin,
      "x-forwarded-for": client.address,
      ...(form.cookie && { cookie: form.cookie }),
      ...headers,
    },
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

function formData(fields: (readonly [string, string])[]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}
