"use client";

import { type ComponentProps, type ReactNode, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { buttonClass } from "@/components/ui/button";
import { ActionForm, useFormState } from "./action-form";
import { LeaveGuard, type LeaveTexts } from "./leave-guard";

interface SaveBarTexts {
  unsaved: string;
  discard: string;
  leave: LeaveTexts;
}

/**
 * A form of what is stored, whose fields keep their own values (React's uncontrolled ones). Once they differ from what is
 * stored, its buttons become a bar that stays in view (Polaris's contextual save bar), and leaving the page asks first.
 * @param props.buttons at the form's end; without JavaScript they are all there is.
 */
export function SavedForm({
  buttons,
  texts,
  children,
  ...form
}: ComponentProps<typeof ActionForm> & { buttons: ReactNode; texts: SaveBarTexts }) {
  const place = useRef<HTMLDivElement>(null);
  const [round, setRound] = useState(0);
  function discard(name: string) {
    // A new form has the stored values in all of its fields, and no errors.
    flushSync(() => setRound(round + 1));
    const field = place.current?.querySelector<HTMLElement>(`[name="${CSS.escape(name)}"]`);
    for (let part = field?.closest("details"); part; part = part.parentElement?.closest("details")) part.open = true;
    field?.focus();
  }
  return (
    <div ref={place}>
      <ActionForm key={round} {...form}>
        {children}
        <SaveBar texts={texts} onDiscard={discard}>
          {buttons}
        </SaveBar>
      </ActionForm>
    </div>
  );
}

function SaveBar({
  texts,
  onDiscard,
  children,
}: {
  texts: SaveBarTexts;
  /** Gets the name of the first field that was changed. */
  onDiscard: (name: string) => void;
  children: ReactNode;
}) {
  const bar = useRef<HTMLDivElement>(null);
  const stored = useRef<FormData>(undefined);
  const [changed, setChanged] = useState<string>();
  const { state } = useFormState();
  // After each rendering, which may be of what has just been stored.
  useEffect(() => {
    const form = bar.current?.closest("form");
    if (!form) return;
    // After each answer React resets the form: to what was sent, if that was refused or not meant to be saved.
    const sent = state.validationErrors?.values ?? state.data?.values;
    const compare = () => {
      if (!sent) stored.current = renderedData(form);
      setChanged(stored.current ? differentField(form, stored.current) : Object.keys(sent ?? {})[0]);
    };
    // Nothing typed is lost where nothing was saved.
    const keep = (event: Event) => "failed" in form.dataset && event.preventDefault();
    compare();
    form.addEventListener("input", compare);
    form.addEventListener("reset", keep);
    return () => {
      form.removeEventListener("input", compare);
      form.removeEventListener("reset", keep);
    };
  });
  const isShown = changed !== undefined;
  useEffect(() => {
    // Out from under the bar, by the page's scroll padding.
    if (isShown) document.activeElement?.scrollIntoView({ block: "nearest" });
  }, [isShown]);
  return (
    <div
      ref={bar}
      data-unsaved={isShown ? "" : undefined}
      className="z-5 flex flex-wrap items-center justify-end gap-x-3 gap-y-2 rounded-card border border-transparent py-2.5 data-unsaved:sticky data-unsaved:bottom-3 data-unsaved:border-line-strong data-unsaved:bg-surface data-unsaved:px-4 data-unsaved:shadow-lg"
    >
      <p aria-live="polite" className="grow text-sm font-medium">
        {isShown && texts.unsaved}
      </p>
      {isShown && (
        <>
          <LeaveGuard {...texts.leave} />
          <button type="button" onClick={() => onDiscard(changed)} className={buttonClass()}>
            {texts.discard}
          </button>
        </>
      )}
      {children}
    </div>
  );
}

/** What a form held when it was rendered. */
function renderedData(form: HTMLFormElement): FormData {
  const copy = form.cloneNode(true) as HTMLFormElement;
  copy.reset();
  return new FormData(copy);
}

/** The name of the first field that does not hold what is stored. */
function differentField(form: HTMLFormElement, stored: FormData): string | undefined {
  const now = new FormData(form);
  const names = [...form.elements].map((control) => control.getAttribute("name") ?? "");
  return names.find((name) => valuesOf(now, name) !== valuesOf(stored, name));
}

function valuesOf(data: FormData, name: string): string {
  return JSON.stringify(data.getAll(name).map((value) => (typeof value === "string" ? value : value.name)));
}
