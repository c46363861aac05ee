import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { openRequestPage, submitAsFetch, submitAsForm } from "@/test/harness/guest";
import { addressOf, type RigStore } from "@/test/harness/stores";

/** One guest's request and what they were told. */
interface Ask {
  email: string;
  /** "accepted": the words of success were read whole; "refused": another answer; "unknown": none came. */
  told: "accepted" | "refused" | "unknown";
  status: number | undefined;
}

export interface Guests {
  /** Everything asked so far. */
  asks: Ask[];
  /** Waits until so many more have been told that they are accepted. @throws Error after a minute. */
  accepted: (count: number) => Promise<void>;
  /** Ends the load when what is under way has been answered. */
  leave: () => Promise<void>;
}

/**
 * Guests who ask without pause until they are told to leave, half of them without JavaScript. Each has an e-mail and a
 * network address of their own, and they spread over the stores, so that no limit is met.
 * @param origins servers that take turns. @param clients how many ask at a time.
 */
export async function sendGuests(origins: () => string[], stores: RigStore[], clients = 2): Promise<Guests> {
  const asks: Ask[] = [];
  const forms = await Promise.all(stores.map(({ slug }) => openRequestPage(origins()[0] ?? "", slug)));
  let staying = true;
  const loops = Array.from({ length: clients }, async (_, client) => {
    while (staying) {
      const number = asks.length;
      const ask: Ask = { email: `guest-${number}@mail.example`, told: "unknown", status: undefined };
      asks.push(ask);
      const form = forms[number % forms.length];
      const servers = origins();
      const origin = servers[number % servers.length] ?? "";
      const guest = { origin, email: ask.email, address: addressOf(number) };
      if (form) await send(ask, () => (client % 2 === 0 ? submitAsFetch : submitAsForm)(form, guest));
      // Some fifteen a second: more than that would only make starts slower and the queue's end later.
      await pause(40 + randomInt(120));
    }
  });
  return {
    asks,
    accepted: async (count) => {
      const accepted = () => asks.filter(({ told }) => told === "accepted").length;
      const wanted = accepted() + count;
      const deadline = performance.now() + 60_000;
      while (accepted() < wanted) {
        if (performance.now() > deadline) throw new Error("no guest was accepted for a minute");
        await pause(20);
      }
    },
    leave: async () => {
      staying = false;
      await Promise.all(loops);
    },
  };
}

async function send(ask: Ask, submit: () => ReturnType<typeof submitAsForm>) {
  try {
    const { status, accepted } = await submit();
    ask.status = status;
    ask.told = accepted ? "accepted" : "refused";
  } catch {
    // The connection broke: what became of the request is not known.
  }
}
