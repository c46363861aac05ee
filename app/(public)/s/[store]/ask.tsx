import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { EmailField, Field } from "@/components/form/field";
import { Select } from "@/components/form/select";
import { SubmitButton } from "@/components/form/submit-button";
import { Textarea } from "@/components/form/textarea";
import { ButtonLink } from "@/components/ui/button";
import { isolate } from "@/lib/isolate";
import type { Offer } from "@/lib/request/offered-types";
import { MAX_HINT_LENGTH } from "@/lib/request/submit-request";
import { typeRules } from "@/lib/request/type-rules";
import type { CustomerIdentity } from "@/lib/sign-in/customer-session";
import type { Store } from "@/lib/store/find-store";
import { requestAsGuest, requestSignedIn } from "./actions";
import { OpenidLink } from "./openid-link";
import { ShowSent } from "./sent/sent";
import { SignedIn } from "./signed-in";

/** A line that helps to find somebody: not where what is asked for ends at once, nor where texts are written anyway. */
const HINTED: Offer["type"][] = ["export", "erasure", "restriction", "information"];

/**
 * The form of one type of request: a signed-in customer's, a guest's, or the way to sign in.
 * @param email what a guest's field holds at first.
 */
export async function Ask({
  store,
  offer: { type, countries },
  customer,
  email,
}: {
  store: Store;
  offer: Offer;
  customer: CustomerIdentity | null;
  email?: string | undefined;
}) {
  const t = await getTranslations("public");
  const { slug, guestsSupported } = store;
  const name = isolate(store.name);
  const next = typeRules[type].path ?? undefined;
  const signIn = `/s/${slug}/sign-in${next ? `?next=${next}` : ""}`;
  const kinds = await getTranslations("kinds");
  const submit = type === "export" ? t("submit") : kinds(`${type}.submit`);
  const form = { className: "grid gap-5", hidden: { store: slug, type } };
  if (customer)
    return (
      <>
        <SignedIn store={slug} customer={customer} account asksForProof={typeRules[type].verification === "address"} />
        <ActionForm action={requestSignedIn} {...form}>
          <TypeFields type={type} countries={countries} />
          <SubmitButton large>{submit}</SubmitButton>
        </ActionForm>
      </>
    );
  if (!guestsSupported)
    return (
      <>
        <p className="mb-5">{t("guestsOff", { store: name })}</p>
        <div className="grid gap-3">
          <ButtonLink href={signIn} look="primary" large>
            {t("signIn")}
          </ButtonLink>
          <OpenidLink store={store} next={next} />
        </div>
      </>
    );
  return (
    <>
      <ActionForm action={requestAsGuest} {...form}>
        <ShowSent />
        <EmailField label={t("email")} hint={t("emailHint")} defaultValue={email} />
        <TypeFields type={type} countries={countries} />
        {HINTED.includes(type) && (
          <Field name="hint" label={t("hint")} hint={t("hintHint")} maxLength={MAX_HINT_LENGTH} />
        )}
        <SubmitButton large>{submit}</SubmitButton>
      </ActionForm>
      <OpenidLink store={store} next={next} className="mt-5 border-t border-line pt-5" />
      <p className="mt-5 text-[13px] leading-[18px] text-ink-soft">
        {t.rich("haveAccount", { link: (text) => <a href={signIn}>{text}</a> })}
      </p>
    </>
  );
}

/** What only some types ask for: the country, of those in which the store offers it, and what is wrong and right. */
async function TypeFields({ type, countries }: Offer) {
  const t = await getTranslations("kinds");
  const names = new Intl.DisplayNames(await getLocale(), { type: "region" });
  return (
    <>
      {countries.length > 0 && (
        <Select
          name="country"
          label={t("country")}
          hint={t("countryHint")}
          placeholder={t("countryChoose")}
          options={countries.map((value) => ({ value, label: names.of(value) ?? value }))}
        />
      )}
      {type === "correction" && (
        <>
          {/* No maxLength, which would cut what is pasted without a word. */}
          <Textarea name="wrong" label={t("wrong")} hint={t("wrongHint")} required />
          <Textarea name="right" label={t("right")} hint={t("rightHint")} required />
        </>
      )}
    </>
  );
}
