import { getLocale, getTranslations } from "next-intl/server";
import { addressLine } from "@/components/customer/address-lines";
import { EmailText } from "@/components/customer/email-text";
import { Card } from "@/components/ui/card";
import { Facts } from "@/components/ui/facts";
import { LocalTime } from "@/components/ui/local-time";
import type { CustomerView } from "./customer-view";

/** How to reach a customer, and what marketing they agreed to. */
export async function CustomerFacts({ customer }: CustomerView) {
  const t = await getTranslations("customers");
  const home = customer.addresses.find(({ isDefault }) => isDefault) ?? customer.addresses[0];
  const choices = (["email", "sms"] as const).flatMap((channel) => {
    const latest = customer.consents.find((consent) => consent.channel === channel);
    return latest ? [t(`choice-${channel}-${latest.granted ? "yes" : "no"}`)] : [];
  });
  return (
    <Card label={t("facts")}>
      <Facts
        facts={[
          {
            name: t("email"),
            value: customer.email ? (
              <>
                <EmailText email={customer.email} />
                {!customer.emailMailable && <span className="block text-[13px] text-late">{t("notMailable")}</span>}
              </>
            ) : (
              <span className="text-ink-soft">{t("noEmail")}</span>
            ),
          },
          {
            name: t("formerAddresses"),
            value:
              customer.formerAddresses.length > 0 &&
              customer.formerAddresses.map(({ id, email, replacedAt }) => (
                <span key={id} className="block">
                  <EmailText email={email} />{" "}
                  <span className="text-ink-soft">
                    {t.rich("formerUntil", { date: () => <LocalTime at={replacedAt} dateOnly /> })}
                  </span>
                </span>
              )),
          },
          { name: t("phone"), value: customer.phone && <span className="tabular-nums">{customer.phone}</span> },
          { name: t("company"), value: customer.company && <bdi>{customer.company}</bdi> },
          { name: t("address"), value: home && <bdi>{addressLine(home, await getLocale())}</bdi> },
          { name: t("marketing"), value: choices.join(", ") || t("noChoice") },
          { name: t("platformId"), value: customer.platformId },
          { name: t("tags"), value: customer.tags.join(", ") },
          {
            name: t("note"),
            value: customer.note && (
              <span dir="auto" className="block whitespace-pre-line">
                {customer.note}
              </span>
            ),
          },
        ]}
      />
    </Card>
  );
}
