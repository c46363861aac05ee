"use client";

import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { type ButtonLook, buttonClass } from "@/components/ui/button";

/** The form's button: once pressed, it shows that it is busy and ignores further presses. */
export function SubmitButton({
  children,
  look = "primary",
  large = false,
  id,
  name,
  value,
  blockedBy,
}: {
  /** Set if something returns the focus to it. */
  id?: string;
  children: ReactNode;
  look?: ButtonLook;
  large?: boolean;
  /** What it sends, if a form has several buttons. */
  name?: string;
  value?: string;
  /** The id of the text that says why it cannot be pressed yet; it stays in the tab order. */
  blockedBy?: string | undefined;
}) {
  const { pending } = useFormStatus();
  return (
    <button
      id={id}
      type="submit"
      name={name}
      value={value}
      aria-disabled={pending || blockedBy !== undefined}
      aria-busy={pending}
      aria-describedby={blockedBy}
      onClick={(event) => (pending || blockedBy) && event.preventDefault()}
      className={buttonClass(look, large)}
    >
      {children}
    </button>
  );
}
