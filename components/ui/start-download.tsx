"use client";

import { useEffect } from "react";

/** Starts a download once the page has loaded, which stays: begun earlier, it would end what is still loading. */
export function StartDownload({ href }: { href: string }) {
  useEffect(() => {
    const start = () => window.location.assign(href);
    if (document.readyState === "complete") start();
    else window.addEventListener("load", start, { once: true });
    return () => window.removeEventListener("load", start);
  }, [href]);
  return null;
}
