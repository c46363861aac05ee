import { answerNotFound } from "@/lib/http/page-answer";
import DashboardNotFound from "./not-found";

/** A page that answers 404 in the words of `not-found.tsx`, which Next shows by a script alone. */
export function NothingHere() {
  answerNotFound();
  return <DashboardNotFound />;
}
