import { getTranslations } from "next-intl/server";
import { Part } from "@/app/(public)/s/[store]/part";
import { StepList } from "@/app/(public)/s/[store]/step-list";
import { stepsAhead } from "@/app/(public)/s/[store]/steps-ahead";
import { currentReader } from "@/app/request-locale";
import { ButtonLink } from "@/components/ui/button";
import { LocalTime } from "@/components/ui/local-time";
import { PageHeading } from "@/components/ui/page-heading";
import { mailtoAddress } from "@/lib/email-address";
import type { Store } from "@/lib/store/find-store";
import { DEFAULT_TIME_ZONE, formatTime } from "@/lib/time-zone";
import type { LinkedRequest } from "@/lib/verification/find-verification";

/** Confirms a request that has just been verified: its reference, when it is answered, and what happens next. */
export async function Verified({ store, request }: { store: Store; request: LinkedRequest }) {
  const t = await getTranslations("verify");
  const publicTexts = await getTranslations("public");
  const account = `/s/${store.slug}/account`;
  const { contactEmail, shopUrl } = store;
  const { reference, verifiedAt, dueAt } = request;
  const reader = await currentReader();
  const format = { locale: reader.formatLocale, timeZone: store.timeZone ?? DEFAULT_TIME_ZONE };
  const proved = {
    key: "prove",
    title: t("provedTitle"),
    text: verifiedAt && <LocalTime at={verifiedAt} />,
    progress: "done",
  } as const;
  return (
    <>
      <div className="rounded-[14px] bg-accent px-5 py-6 text-accent-ink sm:px-6 sm:py-7 dark:bg-accent-wash dark:text-ink dark:inset-ring dark:inset-ring-accent">
        <PageHeading className="public-title">{t("verifiedTitle")}</PageHeading>
        <p className="mt-2 text-[17px] leading-[26px]">
          {t("yourReference")} <b className="block font-mono text-[22px] leading-[30px] font-medium">{reference}</b>
        </p>
      </div>
      <p className="mt-6 mb-2 text-[17px] leading-[26px]">
        {t.rich("answerBy", {
          due: formatTime(dueAt, "day", format),
          b: (text) => <b className="font-semibold">{text}</b>,
        })}
      </p>
      <p className="text-ink-soft">{t("keepReference")}</p>
      <Part title={t("nextTitle")}>
        <StepList
          steps={stepsAhead(store, request.type, reader, proved, dueAt)}
          done={publicTexts("steps.done")}
          className="mt-3.5"
        />
      </Part>
      <Part title={t("nowTitle")}>
        <div className="mt-3.5 flex flex-wrap gap-3">
          <ButtonLink href={account}>{t("follow")}</ButtonLink>
          {shopUrl && <ButtonLink href={shopUrl}>{publicTexts("backToShop")}</ButtonLink>}
        </div>
      </Part>
      <Part title={t("mindTitle")}>
        <p>
          {t.rich(contactEmail ? "mindContact" : "mind", {
            link: (text) => <a href={account}>{text}</a>,
            contact: () =>
              contactEmail && (
                <a href={mailtoAddress(contactEmail)} className="underline wrap-anywhere">
                  {contactEmail}
                </a>
              ),
          })}
        </p>
      </Part>
    </>
  );
}
