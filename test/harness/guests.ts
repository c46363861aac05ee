import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { asFetch, asForm, type Form, readForm } from "./form";
import { addressOf, type StoreRef } from "./stores";

/** How a form is sent: by Next's client router, or by a browser without JavaScript. */
export type Encoding = "fetch" | "form";

interface Answer {
  status: number;
  text: string;
  accepted: boolean;
}

/** The guest's form of a store's requests page. @throws Error where the page has none. */
export async function openRequestPage(origin: string, slug: string): Promise<Form> {
  return await readForm(origin, `/s/${slug}`, "email");
}

/** Sends the guest's form; a redirect is not followed. @param guest.address the network address. */
export async function sendRequestForm(
  form: Form,
  guest: { origin: string; email: string; address: string },
  encoding: Encoding,
): Promise<Answer> {
  const { path, headers, body } = (encoding === "fetch" ? asFetch : asForm)(form, { email: guest.email });
  const response = await fetch(guest.origin + path, {
    method: "POST",
    headers: { ...headers, origin: guest.origin, "x-forwarded-for": guest.address },
    body,
    redirect: "manual",
  });
  const { status } = response;
  const text = await response.text();
  // A form that no build knows any more is redirected to another page.
  const next = status === 303 ? new URL(response.headers.get("location") ?? "", guest.origin).pathname : "";
  return { status, text, accepted: isAccepted(status, text) && next !== "/updated" };
}

/** Whether an answer to a guest's form says that the request is accepted. */
export function isAccepted(status: number, text: string): boolean {
  return status === 303 || (status === 200 && text.includes("check your inbox"));
}

/** One guest's request and the answer that the guest saw. */
interface GuestRequest {
  email: string;
  /** "accepted": the success message was read whole; "refused": another answer; "unknown": none came. */
  told: "accepted" | "refused" | "unknown";
  status: number | undefined;
}

export interface GuestLoad {
  /** Everything requested so far. */
  requests: GuestRequest[];
  /** Waits until so many more are accepted. @throws Error after a minute. */
  accepted: (count: number) => Promise<void>;
  /** Ends the load once every request in progress is answered. */
  stop: () => Promise<void>;
}

/**
 * Guests who send requests without pause, half of them without JavaScript. Each has its own email and network address,
 * and they are spread over the stores, so that no rate limit is met.
 * @param origins servers that take turns. @param clients how many send at a time.
 */
export async function startGuests(origins: () => string[], stores: StoreRef[], clients = 2): Promise<GuestLoad> {
  const requests: GuestRequest[] = [];
  const forms = await Promise.all(stores.map(({ slug }) => openRequestPage(origins()[0] ?? "", slug)));
  let running = true;
  const loops = Array.from({ length: clients }, async (_, client) => {
    while (running) {
      const number = requests.length;
      const request: GuestRequest = { email: `guest.${number}@mail.example`, told: "unknown", status: undefined };
      requests.push(request);
      const form = forms[number % forms.length];
      const servers = origins();
      const guest = {
        origin: servers[number % servers.length] ?? "",
        email: request.email,
        address: addressOf(number),
      };
      // A broken connection leaves it unknown.
      const answer = form && (await sendRequestForm(form, guest, client % 2 === 0 ? "fetch" : "form").catch(() => {}));
      if (answer) Object.assign(request, { status: answer.status, told: answer.accepted ? "accepted" : "refused" });
      // Some fifteen a second: more would only make starts slower and the queue longer.
      await pause(40 + randomInt(120));
    }
  });
  return {
    requests,
    accepted: async (count) => {
      const accepted = () => requests.filter(({ told }) => told === "accepted").length;
      const wanted = accepted() + count;
      const deadline = performance.now() + 60_000;
      while (accepted() < wanted) {
        if (performance.now() > deadline) throw new Error("no guest was accepted for a minute");
        await pause(20);
      }
    },
    stop: async () => {
      running = false;
      await Promise.all(loops);
    },
  };
}
