"use client";

import { createContext, type ReactNode, useContext } from "react";
import { DEFAULT_TIME_ZONE } from "@/lib/time-zone";

/** What every component may need to know of its page. */
export const PageContext = createContext({
  /** The reader's language, and region where it is known: how dates and numbers are written. */
  locale: "en",
  /** Heads each form's list of errors, such as "There is a problem". */
  errorTitle: "",
  /** What is shown in place of a page that failed. */
  failure: { title: "", text: "", again: "" },
  /** The time zone in which days are shown: that of the page's store. */
  timeZone: DEFAULT_TIME_ZONE,
  /** The one in which a time of day is shown: the reader's own, if they chose one. */
  clockZone: DEFAULT_TIME_ZONE,
});

const UTC = { timeZone: DEFAULT_TIME_ZONE, clockZone: DEFAULT_TIME_ZONE };

/** Around all pages. */
export function PageProvider({
  children,
  ...page
}: {
  locale: string;
  errorTitle: string;
  failure: { title: string; text: string; again: string };
  children: ReactNode;
}) {
  return <PageContext value={{ ...page, ...UTC }}>{children}</PageContext>;
}

/**
 * Around the pages of a store.
 * @param timeZone null where the store has chosen none.
 * @param own the merchant's own. Days stay the store's, so that everyone reads the same due date.
 */
export function StoreTimeZone({
  timeZone,
  own,
  children,
}: {
  timeZone: string | null;
  own?: string | null;
  children: ReactNode;
}) {
  const page = useContext(PageContext);
  const zone = timeZone ?? page.timeZone;
  return <PageContext value={{ ...page, timeZone: zone, clockZone: own ?? zone }}>{children}</PageContext>;
}
