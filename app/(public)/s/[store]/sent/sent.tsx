"use client";

import { requestAsGuest } from "@/app/(public)/s/[store]/actions";
import { Heading } from "@/app/(public)/s/[store]/heading";
import { Part } from "@/app/(public)/s/[store]/part";
import { StepList } from "@/app/(public)/s/[store]/step-list";
import { ActionForm } from "@/components/form/action-form";
import { ShowAnswer } from "@/components/form/answer-page";
import { Notice } from "@/components/ui/notice";
import type { Confirmation } from "./confirmation";
import { ResendButton } from "./resend-button";

/** The confirmation that a guest's request was sent. */
export function Sent(texts: Confirmation) {
  const [before, email, after] = texts.lead;
  const link = ([start, text, end]: string[]) => (
    <>
      {start}
      <a href={texts.form}>{text}</a>
      {end}
    </>
  );
  return (
    <>
      <Heading title={texts.title}>
        {before}
        {email && <bdi className="font-semibold text-ink">{email}</bdi>}
        {after}
      </Heading>
      {texts.lifetime && <Notice tone="calm">{texts.lifetime}</Notice>}
      {texts.wrongTitle && texts.wrongText && (
        <Part title={texts.wrongTitle}>
          <p>{link(texts.wrongText)}</p>
        </Part>
      )}
      <Part title={texts.noneTitle}>
        <p>{texts.noneText}</p>
        {texts.again ? (
          <ActionForm action={requestAsGuest} hidden={texts.again} className="mt-3.5 grid gap-2">
            <ShowSent />
            <ResendButton label={texts.resend} wait={texts.resendWait} />
          </ActionForm>
        ) : (
          <p className="mt-2">{link(texts.noneUnknown)}</p>
        )}
      </Part>
      <Part title={texts.nextTitle}>
        <StepList steps={texts.steps} done={texts.done} className="mt-3.5" />
      </Part>
    </>
  );
}

/** Inside the guest's form: shows the confirmation in place of its page. */
export function ShowSent() {
  return <ShowAnswer by={Sent} />;
}
