"use client";

import { Fragment, useEffect, useRef } from "react";
import { useFormState } from "@/components/form/action-form";
import { buttonClass } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";

/** The password in the form's answer, which takes the focus, and the ZIP file it opens. After a reload it is gone. */
export function NewPassword({
  action,
  texts,
}: {
  /** The URL of the ZIP file. */
  action: string;
  texts: { password: string; once: string; copy: string; copied: string; download: string };
}) {
  const { state } = useFormState();
  const password = state.data?.secret;
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (password) panel.current?.focus();
  }, [password]);
  if (!password) return null;
  return (
    <section
      ref={panel}
      tabIndex={-1}
      aria-label={texts.password}
      className="mt-4 grid gap-3 rounded-control border border-line bg-sunken px-3.5 py-3.5"
    >
      <p className="text-sm font-medium">{texts.password}</p>
      <p className="font-mono text-lg leading-8 font-medium wrap-anywhere sm:text-xl" translate="no">
        {password.split("-").map((word, index) => (
          // Two words of a password may be the same.
          // biome-ignore lint/suspicious/noArrayIndexKey: only their positions tell them apart
          <Fragment key={index}>
            {index > 0 && <span className="mx-0.5 text-ink-soft">-</span>}
            <span className="whitespace-nowrap">{word}</span>
            <wbr />
          </Fragment>
        ))}
      </p>
      <p className="text-[13px] leading-[18px] text-ink-soft">{texts.once}</p>
      <div className="flex flex-wrap gap-2">
        <form action={action} method="post">
          <input type="hidden" name="password" value={password} />
          <button type="submit" className={buttonClass("primary")}>
            {texts.download}
          </button>
        </form>
        <CopyButton text={password} copy={texts.copy} copied={texts.copied} />
      </div>
    </section>
  );
}
