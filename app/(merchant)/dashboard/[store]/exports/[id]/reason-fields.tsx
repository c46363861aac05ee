"use client";

import { useState } from "react";
import { useFormState } from "@/components/form/action-form";
import { Field } from "@/components/form/field";
import { Select } from "@/components/form/select";

/**
 * Why something is redacted (in the merchant's own words for "another reason"), and what the
 * customer will read. Without JavaScript the field for those words is always shown.
 */
export function ReasonFields({
  reasons,
  marks,
  ownWords,
  texts,
  likely,
}: {
  reasons: { value: string; label: string }[];
  /** What the customer reads, by reason. */
  marks: Record<string, string>;
  /** The placeholder for the merchant's words in the marker of "other". */
  ownWords: string;
  texts: { reason: string; choose: string; text: string; hint: string; reads: string; readsPlain: string };
  /** The reason that is chosen first. */
  likely?: string | undefined;
}) {
  const sent = useFormState().state.validationErrors?.values;
  const [reason, setReason] = useState(sent?.reason ?? likely ?? "");
  const [words, setWords] = useState(sent?.reasonText ?? "");
  const mark = marks[reason]?.replace(ownWords, () => (words.trim() === "" ? ownWords : words.trim()));
  return (
    <div
      className="grid gap-5"
      onChange={({ target }) => {
        if (target instanceof HTMLSelectElement) setReason(target.value);
        else if (target instanceof HTMLInputElement) setWords(target.value);
      }}
    >
      <Select
        name="reason"
        label={texts.reason}
        placeholder={texts.choose}
        options={reasons}
        {...(likely && { defaultValue: likely })}
      />
      <div className={reason === "other" ? undefined : "hidden noscript:block"}>
        <Field name="reasonText" label={texts.text} hint={texts.hint} maxLength={200} />
      </div>
      <p className={`text-sm text-ink-soft noscript:hidden ${mark ? "" : "hidden"}`}>
        {texts.reads}{" "}
        <bdi aria-live="polite" className="font-medium text-ink wrap-anywhere">
          {mark}
        </bdi>
      </p>
      <p className="hidden text-sm text-ink-soft noscript:block">{texts.readsPlain}</p>
    </div>
  );
}
