import { connection } from "next/server";
import { addRow } from "@/bench/floor/app/actions";

/** A form whose action is `addRow`. */
export default async function FormPage() {
  await connection();
  return (
    <form action={addRow}>
      <input name="email" type="email" aria-label="Email" />
      <button type="submit">Send</button>
    </form>
  );
}
