import type { ReactElement } from "react";
import DeliveryCode from "@/emails/delivery-code";
import DeliveryLink from "@/emails/delivery-link";
import EncryptedDelivery from "@/emails/encrypted-delivery";
import ExportFailed from "@/emails/export-failed";
import ExportPreparing from "@/emails/export-preparing";
import RequestAnswered from "@/emails/request-answered";
import RequestCancelled from "@/emails/request-cancelled";
import RequestReceived from "@/emails/request-received";
import RequestRefused from "@/emails/request-refused";
import SignInLink from "@/emails/sign-in-link";
import VerifyAddress from "@/emails/verify-address";
import VerifyRequest from "@/emails/verify-request";
import { CODE_LIFETIME_MINUTES, MAX_DOWNLOADS } from "@/lib/delivery/delivery-policy";
import { SIGN_IN_LINK_LIFETIME_MINUTES } from "@/lib/sign-in/mint-sign-in-link";
import { VERIFICATION_LIFETIME_HOURS } from "@/lib/verification/mint-verification";
import { type EmailContext, requestFacts, timeOf } from "./email-context";

/** An e-mail in words: its subject, and its template with its texts filled in. */
export interface ComposedEmail {
  subject: string;
  element: ReactElement;
}

/** What each template tells the customer. */
export const customerEmails = {
  "verify-request": (context: EmailContext): ComposedEmail => {
    const { t, values, frame, urls } = context;
    const intro = t("verifyRequest.intro", values);
    return {
      subject: t("verifyRequest.subject", values),
      element: (
        <VerifyRequest
          frame={frame(t("verifyRequest.heading"), intro)}
          intro={intro}
          facts={requestFacts(context)}
          action={{ name: t("verifyRequest.button"), url: urls.verify, fallback: t("fallback") }}
          lifetime={t("verifyRequest.lifetime", { hours: VERIFICATION_LIFETIME_HOURS })}
          notYou={t("verifyRequest.notYou")}
          cancel={{ name: t("verifyRequest.cancel"), url: `${urls.verify}?cancel=1` }}
        />
      ),
    };
  },
  "verify-address": (context: EmailContext): ComposedEmail => {
    const { t, values, frame, urls } = context;
    const intro = t("verifyAddress.intro", values);
    return {
      subject: t("verifyAddress.subject", values),
      element: (
        <VerifyAddress
          frame={frame(t("verifyAddress.heading"), intro)}
          intro={intro}
          facts={requestFacts(context)}
          action={{ name: t("verifyAddress.button"), url: urls.verify, fallback: t("fallback") }}
          lifetime={t("verifyRequest.lifetime", { hours: VERIFICATION_LIFETIME_HOURS })}
          notYou={t("verifyAddress.notYou")}
        />
      ),
    };
  },
  "sign-in-link": ({ t, values, frame, urls }: EmailContext): ComposedEmail => {
    const intro = t("signInLink.intro", values);
    return {
      subject: t("signInLink.subject", values),
      element: (
        <SignInLink
          frame={frame(t("signInLink.heading"), intro)}
          intro={intro}
          action={{ name: t("signInLink.button"), url: urls.signIn, fallback: t("fallback") }}
          lifetime={t("signInLink.lifetime", { minutes: SIGN_IN_LINK_LIFETIME_MINUTES })}
          notYou={t("signInLink.notYou")}
        />
      ),
    };
  },
  "delivery-link": (context: EmailContext): ComposedEmail => {
    const { t, values, frame, urls, delivery, locale } = context;
    const intro = t("deliveryLink.intro", values);
    const at = delivery?.expiresAt ? timeOf(delivery.expiresAt, locale) : "";
    return {
      subject: t("deliveryLink.subject", values),
      element: (
        <DeliveryLink
          frame={frame(t("deliveryLink.heading"), intro)}
          intro={intro}
          facts={requestFacts(context)}
          action={{ name: t("deliveryLink.button"), url: urls.delivery, fallback: t("fallback") }}
          how={[delivery?.tooLarge && t("deliveryLink.tooLarge"), t("deliveryLink.how")].filter(Boolean).join(" ")}
          lifetime={t("deliveryLink.lifetime", { count: MAX_DOWNLOADS, at })}
        />
      ),
    };
  },
  "encrypted-delivery": (context: EmailContext): ComposedEmail => {
    const { t, values } = context;
    const props = told(context, t("encryptedDelivery.heading"), t("encryptedDelivery.intro", values));
    return {
      subject: t("encryptedDelivery.subject", values),
      element: <EncryptedDelivery {...props} next={t("encryptedDelivery.next")} />,
    };
  },
  "delivery-code": (context: EmailContext): ComposedEmail => {
    const { t, values, frame, token } = context;
    return {
      subject: t("deliveryCode.subject", values),
      element: (
        <DeliveryCode
          // The inbox shows no code beside the subject: phones show that on a locked screen.
          frame={frame(t("deliveryCode.heading"), t("deliveryCode.preview"))}
          intro={t("deliveryCode.intro", values)}
          code={token ?? ""}
          facts={requestFacts(context)}
          lifetime={t("deliveryCode.lifetime", { minutes: CODE_LIFETIME_MINUTES })}
          notYou={t("deliveryCode.notYou")}
        />
      ),
    };
  },
  "request-received": (context: EmailContext): ComposedEmail => {
    const { t, values, frame } = context;
    const intro = t("requestReceived.intro", values);
    return {
      subject: t("requestReceived.subject", values),
      element: (
        <RequestReceived
          frame={frame(t("requestReceived.heading"), intro)}
          intro={intro}
          facts={[...requestFacts(context), { label: t("facts.latest"), value: values.due }]}
          next={t("requestReceived.next")}
        />
      ),
    };
  },
  "export-preparing": (context: EmailContext): ComposedEmail => {
    const { t, values } = context;
    const props = told(context, t("exportPreparing.heading"), t("exportPreparing.intro", values));
    return { subject: t("exportPreparing.subject", values), element: <ExportPreparing {...props} /> };
  },
  "export-failed": (context: EmailContext): ComposedEmail => {
    const { t, values } = context;
    const props = told(context, t("exportFailed.customer.heading"), t("exportFailed.customer.intro", values));
    return { subject: t("exportFailed.customer.subject", values), element: <ExportFailed {...props} /> };
  },
  "request-answered": (context: EmailContext): ComposedEmail => {
    const { t, values } = context;
    const intro = [t("requestAnswered.customer.intro", values), deliveredWords(context)].filter(Boolean).join(" ");
    const props = told(context, t("requestAnswered.customer.heading"), intro);
    return { subject: t("requestAnswered.customer.subject", values), element: <RequestAnswered {...props} /> };
  },
  "request-refused": (context: EmailContext): ComposedEmail => {
    const { t, values, request } = context;
    const props = told(context, t("requestRefused.customer.heading"), t("requestRefused.customer.intro", values));
    const reason = request?.refusalReason ?? "";
    const next = t("requestRefused.customer.next");
    return {
      subject: t("requestRefused.customer.subject", values),
      element: <RequestRefused {...props} reason={reason} next={next} />,
    };
  },
  "request-cancelled": (context: EmailContext): ComposedEmail => {
    const { t, values } = context;
    const props = told(context, t("requestCancelled.customer.heading"), t("requestCancelled.customer.intro", values));
    return { subject: t("requestCancelled.customer.subject", values), element: <RequestCancelled {...props} /> };
  },
};

/** What most templates hold: a heading, a sentence and the facts of the request. */
function told(context: EmailContext, heading: string, intro: string) {
  return { frame: context.frame(heading, intro), intro, facts: requestFacts(context) };
}

/** What was delivered, and until when it can be downloaded again. */
function deliveredWords({ t, delivery, locale }: EmailContext): string {
  if (!delivery) return "";
  const { method, live, expiresAt } = delivery;
  const at = live && expiresAt ? timeOf(expiresAt, locale) : "never";
  return t(`requestAnswered.customer.by.${method}`, { at });
}
