import { connection } from "next/server";

/** A form of one field, rendered for each request. */
export async function BareForm({ action }: { action: (form: FormData) => Promise<void> }) {
  await connection();
  return (
    <form action={action}>
      <input name="email" type="email" aria-label="Email" />
      <button type="submit">Send</button>
    </form>
  );
}
