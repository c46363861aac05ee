import { notFound } from "next/navigation";
import { pageTitle } from "@/app/page-title";

export const generateMetadata = pageTitle("notFound", "title");

/** Any other path of a store: its own page says that there is nothing, and where to go. */
export default function UnknownPage() {
  notFound();
}
