"use client";

import { createContext, type ReactNode, useContext } from "react";
import { DEFAULT_TIME_ZONE } from "@/lib/time-zone";

/** What every component may need to know of its page. */
export const PageContext = createContext({
  /** The reader's language, and region where it is known: how dates and numbers are written. */
  locale: "en",
  /** Heads each form's list of errors, such as "There is a problem". */
  errorTitle: "",
  /** The time zone in which times are shown: that of the page's store. */
  timeZone: DEFAULT_TIME_ZONE,
});

/** Around all pages. */
export function PageProvider({ children, ...page }: { locale: string; errorTitle: string; children: ReactNode }) {
  return <PageContext value={{ ...page, timeZone: DEFAULT_TIME_ZONE }}>{children}</PageContext>;
}

/** Around the pages of a store. @param timeZone null where the store has chosen none. */
export function StoreTimeZone({ timeZone, children }: { timeZone: string | null; children: ReactNode }) {
  const page = useContext(PageContext);
  return <PageContext value={{ ...page, timeZone: timeZone ?? page.timeZone }}>{children}</PageContext>;
}
