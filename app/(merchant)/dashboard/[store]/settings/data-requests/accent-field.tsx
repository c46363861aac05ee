"use client";

import { useEffect, useState } from "react";
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
  return (
    <FieldFrame name="accentColor" label={label} hint={hint}>
      {(control, sent) => <Inputs key={sent ?? value} control={control} pick={pick} first={sent ?? value} />}
    </FieldFrame>
  );
}

function Inputs({ control, pick, first }: { control: object; pick: string; first: string }) {
  const [color, setColor] = useState(first);
  const [scripted, setScripted] = useState(false);
  useEffect(() => setScripted(true), []);
  return (
    <span className="flex gap-2">
      <input
        {...control}
        value={color}
        onChange={(event) => setColor(event.target.value)}
        autoComplete="off"
        spellCheck={false}
        className="control w-full min-w-0 rounded-control border border-edge bg-surface px-3.5 font-mono text-ink aria-invalid:border-late"
      />
      <input
        type="color"
        aria-label={pick}
        value={/^#[0-9a-f]{6}$/i.test(color) ? color.toLowerCase() : "#000000"}
        onChange={(event) => setColor(event.target.value)}
        className={`size-12 shrink-0 cursor-pointer rounded-control border border-edge bg-surface p-1 ${scripted ? "" : "invisible"}`}
      />
    </span>
  );
}
