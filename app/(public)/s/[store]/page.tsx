import { getLocale, getTranslations } from "next-intl/server";
import { currentReader } from "@/app/request-locale";
import { AnswerPage } from "@/components/form/answer-page";
import { isolate } from "@/lib/isolate";
import { fillText, REQUEST_PAGE } from "@/lib/notification/editable-texts";
import { readOwnTexts } from "@/lib/notification/store-texts";
import { offeredTypes } from "@/lib/request/offered-types";
import { DATA_EXPORT } from "@/lib/request/type-rules";
import { currentCustomer } from "@/lib/sign-in/customer-session";
import { findStore } from "@/lib/store/find-store";
import { Ask } from "./ask";
import { Heading } from "./heading";
import { OtherTypes, PrivacyControlNotice } from "./other-types";
import { StepList } from "./step-list";
import { stepsAhead } from "./steps-ahead";

export default async function RequestPage({ params }: PageProps<"/s/[store]">) {
  const store = await findStore((await params).store);
  if (!store) return null;
  const t = await getTranslations();
  const { opening } = await readOwnTexts(store.id, REQUEST_PAGE, await getLocale());
  const { slug } = store;
  const name = isolate(store.name);
  const customer = await currentCustomer(store.id);
  const offers = await offeredTypes(store.id);
  const proof = { key: "prove", title: t("public.steps.proveTitle"), text: t("public.steps.proveText") };
  return (
    <AnswerPage path={`/s/${slug}/sent`} site={name}>
      <Heading title={t("public.title")}>
        {opening ? fillText(opening, { store: name }) : t("public.lead", { store: name })}
      </Heading>
      <PrivacyControlNotice slug={slug} offers={offers} />
      <Ask store={store} offer={{ type: DATA_EXPORT, countries: [] }} customer={customer} />
      <StepList
        steps={stepsAhead(store, DATA_EXPORT, await currentReader(), customer ? undefined : proof)}
        done={t("public.steps.done")}
        className="mt-9 border-t border-line pt-6"
      />
      <OtherTypes slug={slug} offers={offers} />
    </AnswerPage>
  );
}
