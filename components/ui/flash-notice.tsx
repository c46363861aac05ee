"use client";

import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { Notice } from "@/components/ui/notice";

/** A message that was set for this page or another one. */
export interface ShownFlash {
  /** The page that shows it; if it ends in a slash, each page directly below it. */
  path: string;
  /** The name of the cookie that carried it. */
  cookie: string;
  text: string;
  tone: "good" | "calm" | "late";
  /** The form field that shows it, in place of the notice. */
  field: string | undefined;
}

/** Shows a message for as long as its page is open, and deletes the cookie that carried it. */
export function FlashNotice({ flash }: { flash: ShownFlash | null }) {
  const path = usePathname();
  const [shown, setShown] = useState(flash);
  // A page that refreshes itself gets no message the second time: it keeps a success, and drops an error.
  if (flash !== shown && (flash || shown?.tone === "late")) setShown(flash);
  useEffect(() => {
    if (!flash || !isShownAt(flash, path)) return;
    const secure = flash.cookie.startsWith("__Host-") ? "; secure" : "";
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
    document.cookie = `${flash.cookie}=; path=/; max-age=0${secure}`;
  }, [flash, path]);
  const current = shown && !shown.field && isShownAt(shown, path) ? shown : null;
  return (
    <div role={current?.tone === "late" ? "alert" : "status"} className={current ? "mb-5" : undefined}>
      {current && (
        <Notice tone={current.tone}>
          <p dir="auto" className="wrap-anywhere">
            {current.text}
          </p>
        </Notice>
      )}
    </div>
  );
}

function isShownAt({ path }: ShownFlash, current: string): boolean {
  return path.endsWith("/") ? current.slice(0, current.lastIndexOf("/") + 1) === path : current === path;
}
