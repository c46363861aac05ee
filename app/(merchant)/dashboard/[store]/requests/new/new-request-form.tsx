import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/form/field";
import { Radios } from "@/components/form/radios";
import { Select } from "@/components/form/select";
import { SubmitButton } from "@/components/form/submit-button";
import { Textarea } from "@/components/form/textarea";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { FoundCustomer } from "@/lib/customer/get-customer";
import { countryOf } from "@/lib/phone-number";
import { MAX_AGENT_NAME_LENGTH } from "@/lib/request/agent";
import { countries, receiptDays } from "@/lib/request/entered-fields";
import { requestTypes } from "@/lib/request/type-rules";
import { IdentityCheck, ReceiptChannel, type RequestType } from "@/prisma/generated/enums";
import { addRequest } from "./actions";

/** Asks when and how the request came, who made it, and how the staff checked that. */
export async function NewRequestForm({
  store,
  cancelHref,
  customer,
  type,
  timeZone,
}: {
  store: string;
  cancelHref: string;
  customer: FoundCustomer | null;
  /** What is chosen at first. */
  type: RequestType;
  timeZone: string;
}) {
  const t = await getTranslations("newRequest");
  const agent = await getTranslations("agent");
  const checks = await getTranslations("deliver");
  const request = await getTranslations("request");
  const kinds = await getTranslations("kinds");
  const days = receiptDays(timeZone);
  const names = new Intl.DisplayNames(await getLocale(), { type: "region" });
  const named = countries
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((one, other) => one.label.localeCompare(other.label));
  return (
    <ActionForm
      action={addRequest}
      hidden={{ store, customer: customer?.id ?? "" }}
      className="group/enter grid gap-[18px]"
    >
      <Card label={t("howTitle")}>
        <h2 className="mb-4">{t("howTitle")}</h2>
        <div className="grid gap-5">
          <Select
            name="type"
            label={t("type")}
            options={requestTypes.map((value) => ({ value, label: request(`type-${value}`) }))}
            defaultValue={type}
          />
          <div className="hidden gap-5 group-has-[[name=type]_[value=correction]:checked]/enter:grid">
            <Textarea name="wrong" label={kinds("wrong")} hint={t("correctionHint")} rows={3} />
            <Textarea name="right" label={kinds("right")} hint={t("correctionHint")} rows={3} />
          </div>
          <Field
            name="receivedOn"
            type="date"
            label={t("receivedOn")}
            hint={t("receivedOnHint")}
            min={days.first}
            max={days.last}
            defaultValue={days.last}
            required
          />
          <Radios
            name="channel"
            legend={t("channel")}
            options={Object.values(ReceiptChannel).map((value) => ({ value, label: t(`channel-${value}`) }))}
            defaultValue="phone"
          />
        </div>
      </Card>
      <Card label={t("whoTitle")}>
        <h2 className="mb-4">{t("whoTitle")}</h2>
        <div className="grid gap-5">
          {!customer && <Field name="name" label={t("name")} maxLength={200} required />}
          <Field
            name="email"
            type="email"
            label={t("email")}
            hint={t("emailHint")}
            maxLength={254}
            spellCheck={false}
            defaultValue={customer?.email ?? ""}
          />
          <Field name="phone" type="tel" label={t("phone")} maxLength={40} defaultValue={customer?.phone ?? ""} />
          <Select
            name="country"
            label={t("country")}
            options={[{ value: "", label: t("countryNone") }, ...named]}
            defaultValue={countryOf(customer?.addresses[0]?.country) ?? ""}
          />
          <Select
            name="identity"
            label={t("identity")}
            hint={t("identityHint")}
            options={[
              { value: "", label: t("identityNone") },
              ...Object.values(IdentityCheck).map((value) => ({ value, label: checks(`identity-${value}`) })),
            ]}
            defaultValue=""
          />
          <div className="hidden group-has-[[name=identity]_[value=other]:checked]/enter:block">
            <Textarea
              name="identityNote"
              label={checks("identityNote")}
              hint={checks("identityNoteHint")}
              maxLength={500}
              rows={2}
            />
          </div>
          <Field name="agent" label={agent("field")} hint={agent("fieldHint")} maxLength={MAX_AGENT_NAME_LENGTH} />
          <Textarea name="note" label={t("note")} hint={t("noteHint")} maxLength={5000} rows={3} />
        </div>
      </Card>
      <div className="flex flex-wrap gap-2">
        <SubmitButton>{t("add")}</SubmitButton>
        <ButtonLink href={cancelHref}>{t("cancel")}</ButtonLink>
      </div>
    </ActionForm>
  );
}
