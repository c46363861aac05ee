import { setTimeout as pause } from "node:timers/promises";
import { startApp } from "@/test/harness/app";
import { openRequestPage, sendRequestForm } from "@/test/harness/guests";
import { startPostgres } from "@/test/harness/postgres";
import { startSmtp } from "@/test/harness/smtp";
import { median, quantile } from "@/test/harness/statistics";
import { addressOf, createStores } from "@/test/harness/stores";

/**
 * How long a guest's verification email takes, from the answer to the request until the SMTP server has accepted it: one
 * guest after the other on an idle server, with PostgreSQL. The median of three rounds. Needs `npm run build`.
 */
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const GUESTS = Number(process.env.BENCH_GUESTS ?? 100);

const postgres = await startPostgres();
const smtp = await startSmtp();
const databaseUrl = await postgres.createDatabase("email");
const app = await startApp({ databaseUrl, smtpUrl: smtp.url });
try {
  const stores = await createStores(databaseUrl, 30);
  const form = await openRequestPage(app.origin, stores[0]?.slug ?? "");

  /** @returns milliseconds for each guest. */
  const measureGuests = async (run: string, count: number) => {
    const times: number[] = [];
    for (let number = 0; number < count; number++) {
      const slug = stores[number % stores.length]?.slug ?? "";
      const email = `${run}.${number}@mail.example`;
      const guestForm = { ...form, path: `/s/${slug}`, fields: { ...form.fields, store: slug } };
      const guest = { origin: app.origin, email, address: addressOf(number * 7) };
      const { status, accepted } = await sendRequestForm(guestForm, guest, "fetch");
      const answeredAtMs = performance.now();
      if (!accepted) throw new Error(`the request was answered ${status}`);
      times.push((await acceptedAt(email)) - answeredAtMs);
    }
    return times;
  };

  // Compiles what runs for the first time.
  await measureGuests("first", 20);
  const rounds: number[][] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await measureGuests(`guest${round}`, GUESTS));
  const figure = (share: number) => Math.round(median(rounds.map((times) => quantile(times, share))));
  process.stdout.write(`${JSON.stringify({ guests: GUESTS, medianMs: figure(0.5), p95Ms: figure(0.95) })}\n`);
} finally {
  await app.kill();
  await smtp.close();
  postgres.remove();
}

async function acceptedAt(email: string): Promise<number> {
  for (const deadline = performance.now() + 30_000; performance.now() < deadline; await pause(2)) {
    const message = smtp.messages.findLast(({ recipient }) => recipient === email);
    if (message) return message.acceptedAtMs;
  }
  throw new Error("no email came within 30 seconds");
}
