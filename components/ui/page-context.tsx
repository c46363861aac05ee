"use client";

import { createContext, type ReactNode } from "react";

/** What every component may need to know of its page. */
export const PageContext = createContext({
  locale: "en",
  /** Heads each form's list of errors, such as "There is a problem". */
  errorTitle: "",
});

/** Around all pages. */
export function PageProvider({ children, ...page }: { locale: string; errorTitle: string; children: ReactNode }) {
  return <PageContext value={page}>{children}</PageContext>;
}
