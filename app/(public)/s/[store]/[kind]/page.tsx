import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { Ask } from "@/app/(public)/s/[store]/ask";
import { Heading } from "@/app/(public)/s/[store]/heading";
import { sendsPrivacyControl } from "@/app/(public)/s/[store]/other-types";
import { PageNotFound } from "@/app/(public)/s/[store]/page-not-found";
import { rememberedAddress } from "@/app/(public)/s/[store]/sent/typed-address";
import { StepList } from "@/app/(public)/s/[store]/step-list";
import { stepsAhead } from "@/app/(public)/s/[store]/steps-ahead";
import { currentReader } from "@/app/request-locale";
import { AnswerPage } from "@/components/form/answer-page";
import { Notice } from "@/components/ui/notice";
import { isolate } from "@/lib/isolate";
import { offeredTypes } from "@/lib/request/offered-types";
import { typeOfPath, typeRules } from "@/lib/request/type-rules";
import { currentCustomer } from "@/lib/sign-in/customer-session";
import { findStore } from "@/lib/store/find-store";

type Props = PageProps<"/s/[store]/[kind]">;

/** The store and the type that a path names, where the store offers it. Once a page. */
const find = cache(async (slug: string, path: string) => {
  const store = await findStore(slug);
  const type = typeOfPath(path);
  const offer = store && type && (await offeredTypes(store.id)).find((one) => one.type === type);
  return { store, offer };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { store: slug, kind } = await params;
  const { offer } = await find(slug, kind);
  const t = await getTranslations();
  return { title: offer ? t(`kinds.${offer.type}.title`) : t("notFound.title") };
}

/** The form of one type of request besides the copy; any other path of a store, and a type that it does not offer, answer 404. */
export default async function KindPage({ params }: Props) {
  const { store: slug, kind } = await params;
  const { store, offer } = await find(slug, kind);
  if (!store) return null;
  if (!offer) return <PageNotFound store={slug} />;
  const t = await getTranslations();
  const { type } = offer;
  const name = isolate(store.name);
  const customer = await currentCustomer(store.id);
  const isOptOut = type === "opt_out";
  const proof = { key: "prove", title: t("public.steps.proveTitle"), text: t("public.steps.proveText") };
  const asksForProof = !customer && typeRules[type].verification === "address";
  return (
    <AnswerPage path={`/s/${slug}/sent`} site={name}>
      <Heading title={t(`kinds.${type}.title`)}>{t(`kinds.${type}.lead`, { store: name })}</Heading>
      {isOptOut && (await sendsPrivacyControl()) && (
        <div className="mb-7">
          <Notice tone="calm">{t("kinds.privacyControlSent")}</Notice>
        </div>
      )}
      <Ask
        store={store}
        offer={offer}
        customer={customer}
        email={isOptOut && !customer ? (await rememberedAddress(store))?.email : undefined}
      />
      <StepList
        steps={stepsAhead(store, type, await currentReader(), asksForProof ? proof : undefined)}
        done={t("public.steps.done")}
        className="mt-9 border-t border-line pt-6"
      />
      <p className="mt-7 text-sm">
        <a href={`/s/${slug}`}>{t("kinds.back")}</a>
      </p>
    </AnswerPage>
  );
}
