import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { Checkbox } from "@/components/form/checkbox";
import { SubmitButton } from "@/components/form/submit-button";
import { LocalTime } from "@/components/ui/local-time";
import { Notice } from "@/components/ui/notice";
import { isolate } from "@/lib/isolate";
import { type NothingHeld, type NothingHeldCheck, nothingHeld } from "@/lib/request/nothing-held";
import { searchSources } from "./actions";
import type { RequestView } from "./request-view";

/** Why a request may not be answered with "we hold no data about this person" yet; offers to search where that helps. */
export async function NothingHeldRefusal({ store, request, can, refusal }: RequestView & NothingHeldCheck) {
  if (!refusal) return null;
  const t = await getTranslations("requestRecords");
  const errors = await getTranslations("errors");
  const mayHelp = refusal.code === "notSearched" || refusal.code === "sourcesMissing";
  return (
    <Notice tone="calm">
      <p className="text-sm font-medium">{t("notYetNothing")}</p>
      <p className="mt-0.5 text-sm wrap-anywhere">{errors(refusal.code, refusal.values)}</p>
      {mayHelp && can("request.link_customer") && (
        <ActionForm action={searchSources} hidden={{ store, request: request.id }} className="mt-2">
          <SubmitButton look="plain">{t("searchAgain")}</SubmitButton>
        </ActionForm>
      )}
    </Notice>
  );
}

/** Shown while "we hold no data about this person" is chosen: what it rests on, and whether other systems were asked. */
export async function NothingHeldBasis({ manifest, refusal }: NothingHeldCheck) {
  if (!manifest || refusal) return null;
  const t = await getTranslations("requestRecords");
  return (
    <div className="hidden gap-3 group-has-[[value^=no]:checked]/ask:grid">
      <Searched {...manifest} />
      {manifest.systems.length > 0 && <Checkbox name="systemsAsked" label={t("systemsAsked")} />}
    </div>
  );
}

/** What the answer rested on, once it was given. */
export async function NothingHeldAnswer({ request }: Pick<RequestView, "request">) {
  if (request.answer !== "no_data" || !request.nothingHeld) return null;
  return (
    <div className="mt-3">
      <Searched {...nothingHeld.parse(request.nothingHeld)} />
    </div>
  );
}

/** Each source with when it was asked and by what, then the systems that are not connected. */
async function Searched({ sources, systems }: NothingHeld) {
  const t = await getTranslations("requestRecords");
  const list = new Intl.ListFormat(await getLocale());
  return (
    <div className="text-[13px] leading-[18px]">
      <p className="font-medium">{t("searched")}</p>
      <ul className="mt-1 grid gap-1 text-ink-soft">
        {sources.map(({ source, title, askedBy, answeredAt }) => (
          <li key={source} className="wrap-anywhere">
            <bdi className="text-ink">{title ?? t("ownRecords")}</bdi>
            {": "}
            {askedBy.length > 0
              ? t("askedBy", { clues: list.format(askedBy.map((kind) => t(`clue-${kind}`))) })
              : t("askedByNothing")}
            {answeredAt && (
              <>
                {" · "}
                <LocalTime at={new Date(answeredAt)} />
              </>
            )}
          </li>
        ))}
        {systems.map(({ name, contact }) => (
          <li key={name} className="wrap-anywhere">
            <bdi className="text-ink">{name}</bdi>
            {": "}
            {t("notConnected", { contact: isolate(contact) })}
          </li>
        ))}
      </ul>
    </div>
  );
}
