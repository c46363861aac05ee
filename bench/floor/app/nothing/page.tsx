import { connection } from "next/server";
import { doNothing } from "@/bench/floor/app/actions";

/** A form whose action is `doNothing`. */
export default async function FormPage() {
  await connection();
  return (
    <form action={doNothing}>
      <input name="email" type="email" aria-label="Email" />
      <button type="submit">Send</button>
    </form>
  );
}
