"use client";

import { useId, useState } from "react";
import { useFormState } from "@/components/form/action-form";
import { buttonClass } from "@/components/ui/button";

/**
 * A choice of texts, and a button that writes the chosen one into a field of the form, where the cursor is. It needs
 * script; without, there is none.
 */
export function InsertTemplate({
  field,
  texts,
  groups,
}: {
  field: string;
  texts: { label: string; choose: string; insert: string };
  groups: { label: string; templates: { id: string; name: string; text: string }[] }[];
}) {
  const id = useId();
  const { formId } = useFormState();
  const [chosen, choose] = useState("");
  const template = groups.flatMap(({ templates }) => templates).find((one) => one.id === chosen);
  const insert = () => {
    const target = document.getElementById(`${formId}${field}`);
    if (!template || !(target instanceof HTMLTextAreaElement)) return;
    target.setRangeText(template.text, target.selectionStart, target.selectionEnd, "end");
    target.dispatchEvent(new Event("input", { bubbles: true }));
    target.focus();
  };
  return (
    <div className="grid gap-1.5 noscript:hidden">
      <label htmlFor={id} className="text-sm font-medium">
        {texts.label}
      </label>
      <div className="flex flex-wrap gap-2">
        {/* Without a name: it is not sent. */}
        <select
          id={id}
          value={chosen}
          onChange={(event) => choose(event.target.value)}
          className="control min-w-0 grow basis-48 rounded-control border border-edge bg-surface px-3 text-ink"
        >
          <option value="">{texts.choose}</option>
          {groups.map(({ label, templates }) => (
            <optgroup key={label} label={label}>
              {templates.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
        <button type="button" onClick={insert} className={buttonClass()}>
          {texts.insert}
        </button>
      </div>
    </div>
  );
}
