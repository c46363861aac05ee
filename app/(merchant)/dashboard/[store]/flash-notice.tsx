"use client";

import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { Notice } from "@/components/ui/notice";

interface Flash {
  id: string;
  text: string;
  good: boolean;
}

/** Says once what was done, as long as its page stands; the cookie that carried it goes at once. */
export function FlashNotice({ flash }: { flash: Flash | null }) {
  const path = usePathname();
  const [shown, setShown] = useState(flash && { ...flash, path });
  if (flash && flash.id !== shown?.id) setShown({ ...flash, path });
  useEffect(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
    if (flash) document.cookie = `dossier-said=; path=${path}; max-age=0`;
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
