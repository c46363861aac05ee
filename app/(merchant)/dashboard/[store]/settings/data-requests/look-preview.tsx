"use client";

import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from "react";
import { StoreMark } from "@/components/ui/store-mark";
import { accentColors } from "@/lib/accent";
import { toColor } from "./accent-field";

/** What a store's pages and emails take from its settings. */
interface Look {
  name: string;
  color: string;
  /** The address of its logo; null if it has none. */
  logo: string | null;
}

export interface PreviewTexts {
  title: string;
  page: string;
  email: string;
  /** What the page and the email say, in the store's language. */
  pageTitle: string;
  pageButton: string;
  emailTitle: string;
  emailButton: string;
  kept: string;
  /** "COLOR" takes the place of a color. */
  light: string;
  dark: string;
}

/**
 * The head and the button of the request page and of an email, as they will be with what the form around it holds, and
 * where its color has to be adjusted to be readable. Without JavaScript, as they are.
 */
export function LookPreview({
  slug,
  stored,
  maxLogoBytes,
  texts,
}: {
  slug: string;
  stored: Look;
  maxLogoBytes: number;
  texts: PreviewTexts;
}) {
  const place = useRef<HTMLElement>(null);
  const [look, setLook] = useState(stored);
  useEffect(() => {
    const form = place.current?.closest("form");
    if (!form) return;
    const reader = new FileReader();
    // As a data: address, the only one of a chosen image that the page's policy allows.
    reader.onload = () => setLook((last) => ({ ...last, logo: String(reader.result) }));
    let read: File | undefined;
    const show = () => {
      const data = new FormData(form);
      const file = data.get("logo");
      const chosen = file instanceof File && file.size > 0 && file.size <= maxLogoBytes ? file : undefined;
      const kept = data.has("removeLogo") ? null : stored.logo;
      setLook((last) => ({
        name: String(data.get("name")).trim() || stored.name,
        color: toColor(String(data.get("accentColor"))) ?? last.color,
        logo: chosen ? last.logo : kept,
      }));
      if (read === chosen) return;
      read = chosen;
      reader.abort();
      if (chosen) reader.readAsDataURL(chosen);
    };
    const onReset = () => queueMicrotask(show); // it is told before it happens
    show();
    form.addEventListener("input", show);
    form.addEventListener("reset", onReset);
    return () => {
      reader.abort();
      form.removeEventListener("input", show);
      form.removeEventListener("reset", onReset);
    };
  }, [stored, maxLogoBytes]);
  const mark = { slug, name: look.name };
  const name = (
    <span dir="auto" className="line-clamp-2 min-w-0 wrap-anywhere font-semibold">
      {look.name}
    </span>
  );
  return (
    <figure
      ref={place}
      className="grid gap-3"
      style={look.color === stored.color ? undefined : accentStyle(look.color)}
    >
      <figcaption className="text-sm font-medium">{texts.title}</figcaption>
      <div className="grid gap-3 sm:grid-cols-2">
        <Part caption={texts.page}>
          <p className="flex items-center gap-2.5 text-sm">
            <StoreMark
              {...mark}
              hasLogo={look.logo !== null}
              src={look.logo ?? undefined}
              onError={() => setLook((last) => ({ ...last, logo: null }))}
            />
            {name}
          </p>
          <p className="text-lg leading-6 font-semibold">{texts.pageTitle}</p>
          <Button>{texts.pageButton}</Button>
        </Part>
        <Part caption={texts.email}>
          <p className="flex items-center gap-2.5 text-sm">
            {/* An email needs no image. */}
            <StoreMark {...mark} hasLogo={false} />
            {name}
          </p>
          <div className="grid justify-items-start gap-3 rounded-control border border-line bg-surface p-3.5">
            <p className="text-base leading-5 font-semibold">{texts.emailTitle}</p>
            <Button>{texts.emailButton}</Button>
          </div>
        </Part>
      </div>
      <AccentNote color={look.color} texts={texts} />
    </figure>
  );
}

/** A picture of a part of a page, which nothing can be done with. */
function Part({ caption, children }: { caption: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 grid-rows-[auto_1fr] gap-1.5">
      <p className="small-print">{caption}</p>
      <div aria-hidden="true" className="grid content-start gap-3.5 rounded-control border border-line bg-paper p-4">
        {children}
      </div>
    </div>
  );
}

function Button({ children }: { children: ReactNode }) {
  return (
    <p className="justify-self-start rounded-control bg-accent px-3.5 py-2 text-sm font-medium text-accent-ink">
      {children}
    </p>
  );
}

/** Where the store's color has to be adjusted to be readable. */
function AccentNote({ color, texts }: { color: string; texts: PreviewTexts }) {
  const { light, dark } = accentColors(color);
  const changed = [
    { text: texts.light, color: light },
    { text: texts.dark, color: dark },
  ].filter((change) => change.color !== color);
  if (changed.length === 0) return <p className="text-sm text-ink-soft">{texts.kept}</p>;
  return (
    <ul className="grid gap-1.5 text-sm text-ink-soft">
      {changed.map((change) => (
        <li key={change.text} className="flex items-center gap-2">
          {/* The page's policy forbids style attributes; an SVG's fill is not one. */}
          <svg aria-hidden="true" className="size-4 shrink-0" viewBox="0 0 16 16">
            <rect width="16" height="16" rx="4" fill={change.color} />
          </svg>
          {change.text.replace("COLOR", change.color)}
        </li>
      ))}
    </ul>
  );
}

/** The tokens of a color that is not stored yet. Only a script sets them, which the page's policy allows. */
function accentStyle(color: string): CSSProperties {
  const { light, lightInk, dark, darkInk } = accentColors(color);
  const isDark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  return { "--accent": isDark ? dark : light, "--accent-ink": isDark ? darkInk : lightInk } as CSSProperties;
}
