"use client";

import { useEffect } from "react";

/** Starts a download once the page is there, which stays. */
export function StartDownload({ href }: { href: string }) {
  useEffect(() => window.location.assign(href), [href]);
  return null;
}
