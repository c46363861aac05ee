import { pageTitle } from "@/app/page-title";
import { currentReader } from "@/app/request-locale";
import { AnswerPage } from "@/components/form/answer-page";
import { isolate } from "@/lib/isolate";
import { findStore } from "@/lib/store/find-store";
import { confirmation } from "./confirmation";
import { Sent } from "./sent";
import { rememberedAddress } from "./typed-address";

export const generateMetadata = pageTitle("sent", "title");

/** The confirmation that a guest's request was sent, for a browser without JavaScript and for one that reloads it. */
export default async function SentPage({ params }: PageProps<"/s/[store]/sent">) {
  const store = await findStore((await params).store);
  if (!store) return null;
  return (
    <AnswerPage path={`/s/${store.slug}/sent`} site={isolate(store.name)}>
      <Sent {...confirmation(store, await currentReader(), await rememberedAddress(store))} />
    </AnswerPage>
  );
}
