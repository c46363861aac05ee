"use client";

import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from "react";
import { type Place, useSearch } from "./use-search";

export interface PaletteTexts {
  title: string;
  placeholder: string;
  places: string;
  requests: string;
  customers: string;
  keys: string;
  searching: string;
  nothing: string;
  failed: string;
  oneResult: string;
  /** "COUNT" takes the place of a number. */
  manyResults: string;
}

/**
 * Goes to any request, customer or page: a combobox whose list is always shown (WAI-ARIA's editable combobox with list
 * autocomplete), in a modal dialog.
 */
export function Palette({
  ref,
  texts,
  places,
  searchUrl,
  onKeys,
}: {
  ref: RefObject<HTMLDialogElement | null>;
  texts: PaletteTexts;
  places: Place[];
  /** Answers with the requests and customers that match `?q=`. */
  searchUrl: string;
  /** Shows the help about keys. */
  onKeys: () => void;
}) {
  const id = useId();
  // A closed one has no list, which every page would hold.
  const [isOpen, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const typed = query.trim();
  const { found, openFirst } = useSearch(searchUrl, typed);
  const list = useRef<HTMLDivElement>(null);

  const has = (text: string) => fold(text).includes(fold(typed));
  const isNew = found?.typed === typed;
  const groups = [
    { title: texts.places, options: [...places, { href: "", title: texts.keys }].filter(({ title }) => has(title)) },
    { title: texts.requests, options: (typed && found?.requests) || [] },
    { title: texts.customers, options: (typed && found?.customers) || [] },
  ].filter(({ options }) => isOpen && options.length > 0);
  const options = groups.flatMap((group) => group.options);
  const active = Math.min(at, options.length - 1);

  function open(option: Place | undefined) {
    if (!option) return;
    ref.current?.close();
    if (option.href) window.location.assign(option.href);
    else onKeys();
  }
  function onKeyDown(event: KeyboardEvent) {
    const wanted = { ArrowDown: active + 1, ArrowUp: active - 1 }[event.key];
    if (wanted !== undefined && options.length > 0) {
      event.preventDefault();
      setAt((wanted + options.length) % options.length);
    }
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    // What is typed last counts, not what was found before.
    if (typed && !isNew && !groups.some(({ title, options: each }) => title === texts.places && each[active]))
      openFirst.current = open;
    else open(options[active]);
  }
  useEffect(() => {
    list.current?.querySelector(`[data-at="${active}"]`)?.scrollIntoView({ block: "nearest" });
  }, [active]);

  const count = options.length;
  const status =
    found?.failed && isNew ? texts.failed : typed && !isNew ? texts.searching : count === 0 ? texts.nothing : "";
  return (
    <dialog
      ref={ref}
      aria-label={texts.title}
      onClose={() => {
        setOpen(false);
        setQuery("");
        setAt(0);
      }}
      onPointerDown={(event) => event.target === event.currentTarget && event.currentTarget.close()}
      className="fixed inset-x-0 top-[min(14dvh,120px)] z-10 mx-auto w-[min(560px,calc(100vw-32px))] overflow-hidden rounded-card border border-line-strong bg-surface text-ink shadow-card"
    >
      <div className="grid">
        <input
          type="text"
          role="combobox"
          aria-label={texts.title}
          aria-expanded={count > 0}
          aria-controls={`${id}list`}
          aria-autocomplete="list"
          aria-activedescendant={count > 0 ? `${id}${active}` : undefined}
          placeholder={texts.placeholder}
          value={query}
          onFocus={() => setOpen(true)}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
            openFirst.current = undefined;
          }}
          onKeyDown={onKeyDown}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          className="-outline-offset-2! min-h-12 rounded-t-card border-b border-line bg-surface px-4 text-base text-ink placeholder:text-ink-soft"
        />
        <div ref={list} className="h-[min(360px,50dvh)] overflow-y-auto p-1.5">
          {count > 0 && (
            <div role="listbox" id={`${id}list`} aria-label={texts.title}>
              {groups.map(({ title, options: each }, group) => (
                <fieldset key={title} className="min-w-0" aria-labelledby={`${id}group${group}`}>
                  <div id={`${id}group${group}`} className="px-2.5 pt-2 pb-1 text-[12.5px] font-medium text-ink-soft">
                    {title}
                  </div>
                  {each.map((option) => {
                    const index = options.indexOf(option);
                    return (
                      <div
                        key={option.href}
                        role="option"
                        id={`${id}${index}`}
                        data-at={index}
                        aria-selected={index === active}
                        tabIndex={-1}
                        onClick={() => open(option)}
                        onKeyDown={onKeyDown}
                        onPointerMove={() => setAt(index)}
                        className="flex cursor-pointer items-baseline justify-between gap-3 rounded-[7px] px-2.5 py-2 text-sm aria-selected:bg-accent-wash"
                      >
                        <span dir="auto" className="min-w-0 truncate">
                          {option.title}
                        </span>
                        {option.detail && (
                          <span dir="auto" className="max-w-[55%] shrink-0 truncate text-[13px] text-ink-soft">
                            {option.detail}
                          </span>
                        )}
                      </div>
                    );
                  })}
                </fieldset>
              ))}
            </div>
          )}
          {isOpen && status && <p className="px-2.5 py-2 text-sm text-ink-soft">{status}</p>}
        </div>
        <p aria-live="polite" className="sr-only">
          {/* Once, when the list is settled. */}
          {isOpen &&
            (!typed || isNew) &&
            (status || (count === 1 ? texts.oneResult : texts.manyResults.replace("COUNT", String(count))))}
        </p>
      </div>
    </dialog>
  );
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
