"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";
import { buttonClass } from "./button";

const PAUSE_MILLISECONDS = 300;

/**
 * A search that works without JavaScript: its text is in the page's URL. With it the page searches once typing pauses;
 * the field keeps its focus, and an answer that a later one overtakes is never shown.
 */
export function SearchForm({
  label,
  submit,
  value,
  action,
  kept = {},
  placeholder,
  name: parameter = "q",
  id,
  found,
  inPlace = false,
  wider,
}: {
  /** The form's id, if other fields belong to it. */
  id?: string;
  /** The field's accessible name. */
  label: string;
  submit: string;
  value: string;
  action: string;
  /** Other URL parameters to keep. */
  kept?: Record<string, string>;
  placeholder?: string;
  /** The URL parameter of its text. */
  name?: string;
  /** How much was found, which is read out when it changes; empty without a search. Left out: it does not search as one types. */
  found?: string;
  /** Whether its button, too, keeps what was typed elsewhere on the page. */
  inPlace?: boolean;
  /** A URL parameter that Enter and the button add: a slower search, which is not made as one types, nor without a script. */
  wider?: string | undefined;
}) {
  const router = useRouter();
  const field = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** What the page searched for last. */
  const searched = useRef(value);
  const [isWaiting, startWaiting] = useTransition();
  useEffect(() => () => clearTimeout(timer.current), []);
  // A link, or going back, has changed the search: the field follows, unless somebody is typing in it.
  useEffect(() => {
    if (!field.current || value === searched.current || document.activeElement === field.current) return;
    field.current.value = value;
    searched.current = value;
  }, [value]);
  function search(further?: string) {
    clearTimeout(timer.current);
    const typed = field.current?.value.trim() ?? "";
    if (typed === searched.current && !further) return;
    searched.current = typed;
    const sent = [...new FormData(field.current?.form ?? undefined)].map(([key, text]) => [key, String(text).trim()]);
    if (further && typed) sent.push([further, "1"]);
    const query = new URLSearchParams(sent.filter(([, text]) => text)).toString();
    startWaiting(() => router.replace(query ? `${action}?${query}` : action, { scroll: false }));
  }
  return (
    <form
      id={id}
      action={action}
      method="get"
      onSubmit={(event) => {
        clearTimeout(timer.current);
        if (!inPlace && !wider) return;
        event.preventDefault();
        search(wider);
      }}
      className="flex min-w-0 grow gap-2 sm:max-w-[420px]"
    >
      {Object.entries(kept).map(([name, text]) => (
        <input key={name} type="hidden" name={name} value={text} />
      ))}
      <input
        ref={field}
        type="search"
        name={parameter}
        aria-label={label}
        placeholder={placeholder ?? label}
        defaultValue={value}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        onChange={() => {
          if (found === undefined) return;
          clearTimeout(timer.current);
          timer.current = setTimeout(() => search(), PAUSE_MILLISECONDS);
        }}
        className="min-h-9 min-w-0 grow rounded-control border border-edge bg-surface px-3.5 text-sm text-ellipsis text-ink placeholder:text-ink-soft max-md:text-base"
      />
      <button type="submit" aria-busy={wider !== undefined && isWaiting} className={buttonClass("plain")}>
        {submit}
      </button>
      {found !== undefined && (
        <p aria-live="polite" className="sr-only">
          {found}
        </p>
      )}
    </form>
  );
}
