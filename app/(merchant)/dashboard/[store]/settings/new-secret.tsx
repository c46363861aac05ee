"use client";

import type { ReactNode } from "react";
import { useFormState } from "@/components/form/action-form";
import { CopyButton } from "@/components/ui/copy-button";

/** The secret from the form's answer, for copying, in place of the form's fields. */
export function NewSecret({
  texts,
  done,
  children,
}: {
  texts: { secret: string; once: string; copy: string; copied: string };
  /** The way out, once the secret is shown. */
  done: ReactNode;
  /** The form's fields and buttons. */
  children: ReactNode;
}) {
  const { state, formId } = useFormState();
  const secret = state.data?.secret;
  if (!secret) return children;
  return (
    <>
      <div aria-live="polite" className="grid w-full gap-1.5">
        <label htmlFor={`${formId}secret`} className="text-sm font-medium">
          {texts.secret}
        </label>
        <input
          id={`${formId}secret`}
          readOnly
          value={secret}
          onFocus={(event) => event.target.select()}
          className="control w-full rounded-control border border-edge bg-sunken px-3.5 font-mono text-sm"
        />
        <p className="text-[13px] leading-[18px] text-ink-soft">{texts.once}</p>
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <CopyButton text={secret} copy={texts.copy} copied={texts.copied} />
        {done}
      </div>
    </>
  );
}
