"use client";

import { useRef } from "react";
import { FieldFrame } from "@/components/form/field-frame";

/** A color as text; with JavaScript, a picker next to it fills in the text. */
export function AccentField({
  label,
  hint,
  pick,
  value,
}: {
  label: string;
  hint: string;
  /** Names the picker. */
  pick: string;
  value: string;
}) {
  const text = useRef<HTMLInputElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  return (
    <FieldFrame name="accentColor" label={label} hint={hint}>
      {(control, sent = value) => (
        <span className="flex gap-2">
          <input
            ref={text}
            {...control}
            defaultValue={sent}
            onInput={({ currentTarget: { value: typed } }) => {
              if (picker.current) picker.current.value = pickable(typed);
            }}
            autoComplete="off"
            spellCheck={false}
            className="control w-full min-w-0 rounded-control border border-edge bg-surface px-3.5 font-mono text-ink aria-invalid:border-late"
          />
          <input
            ref={picker}
            type="color"
            aria-label={pick}
            defaultValue={pickable(sent)}
            onInput={({ currentTarget: { value: picked } }) => {
              if (!text.current) return;
              text.current.value = picked;
              // As if it had been typed: what listens to the form hears of it.
              text.current.dispatchEvent(new Event("input", { bubbles: true }));
            }}
            className="size-12 shrink-0 cursor-pointer rounded-control border border-edge bg-surface p-1 in-data-dense:size-9 noscript:hidden"
          />
        </span>
      )}
    </FieldFrame>
  );
}

/** The color that the picker shows for a text. */
function pickable(text: string): string {
  return toColor(text) ?? "#000000";
}

/** `#rrggbb` in lower case, as it is stored; undefined for what is no such color. */
export function toColor(text: string): string | undefined {
  const [, digits] = /^\s*#?([0-9a-f]{6})\s*$/i.exec(text) ?? [];
  return digits && `#${digits.toLowerCase()}`;
}
