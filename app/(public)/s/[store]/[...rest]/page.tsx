import { notFound } from "next/navigation";

/** Any other path of a store: its own page says that there is nothing, and where to go. */
export default function UnknownPage() {
  notFound();
}
