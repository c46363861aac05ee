"use client";

import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { Notice } from "@/components/ui/notice";

interface Flash {
  id: string;
  /** The page that says it. */
  path: string;
  /** The name of the cookie that carried it. */
  cookie: string;
  text: string;
  good: boolean;
}

/** Says once what was done, as long as its page stands; the cookie that carried it goes at once. */
export function FlashNotice({ flash }: { flash: Flash | null }) {
  const path = usePathname();
  const [shown, setShown] = useState(flash);
  if (flash && flash.id !== shown?.id) setShown(flash);
  useEffect(() => {
    if (flash?.path !== path) return;
    const secure = flash.cookie.startsWith("__Host-") ? "; secure" : "";
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
    document.cookie = `${flash.cookie}=; path=/; max-age=0${secure}`;
  }, [flash, path]);
  const current = shown?.path === path ? shown : null;
  return (
    <div role="status" className={current ? "mb-5" : undefined}>
      {current && (
        <Notice tone={current.good ? "good" : "calm"}>
          <p dir="auto" className="wrap-anywhere">
            {current.text}
          </p>
        </Notice>
      )}
    </div>
  );
}
