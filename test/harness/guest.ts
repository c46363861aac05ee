import { asFetch, asForm, type Form, type Post, readForm } from "./form";

/** An answer, read whole. */
interface Answer {
  status: number;
  text: string;
  /** Whether it says that the request is taken: a browser without JavaScript is led on, another is told. */
  accepted: boolean;
}

/** Who asks: of which server, with what e-mail address, from which network address. */
interface Guest {
  origin: string;
  email: string;
  address: string;
}

/** The guest's form of a store's requests page. @throws Error where it shows none. */
export async function openRequestPage(origin: string, store: string): Promise<Form> {
  return await readForm(origin, `/s/${store}`, "email");
}

/** Sends the form as a browser without JavaScript does; where it is led on to is not opened. */
export async function submitAsForm(form: Form, guest: Guest): Promise<Answer> {
  return await post(asForm(form, { email: guest.email }), guest);
}

/** Sends the form as Next's client router does. */
export async function submitAsFetch(form: Form, guest: Guest): Promise<Answer> {
  return await post(asFetch(form, { email: guest.email }), guest);
}

async function post({ path, headers, body }: Post, { origin, address }: Guest): Promise<Answer> {
  const response = await fetch(origin + path, {
    method: "POST",
    headers: { ...headers, origin, "x-forwarded-for": address },
    body,
    redirect: "manual",
  });
  const { status } = response;
  const text = await response.text();
  // A form that no build knows any more is redirected elsewhere: to /updated.
  const ledBack = status !== 303 || new URL(response.headers.get("location") ?? "", origin).pathname === path;
  return { status, text, accepted: isAccepted(status, text) && ledBack };
}

/** Whether an answer to a guest's form says that the request is taken. */
export function isAccepted(status: number, text: string): boolean {
  return status === 303 || (status === 200 && text.includes("check your inbox"));
}
