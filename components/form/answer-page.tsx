"use client";

import { usePathname } from "next/navigation";
import {
  type ComponentType,
  createContext,
  createElement,
  Fragment,
  type ReactNode,
  useContext,
  useEffect,
  useReducer,
} from "react";
import { useFormState } from "./action-form";

const ShowContext = createContext<(page: ReactNode) => void>(() => {});

/**
 * Around a page whose form is answered with a page of its own: a script shows the answer at once, in place of this page
 * and at the address of its own, so that the browser's Back leads to the form.
 * @param path of the answer's page; without a script the form redirects there.
 * @param site what follows the answer's heading in its document title.
 */
export function AnswerPage({ path, site, children }: { path: string; site: string; children: ReactNode }) {
  // Numbered, so that a second answer is a new page too, with the focus on its heading.
  const [{ page, number }, show] = useReducer(
    (before: { number: number }, page: ReactNode) => ({ page, number: before.number + 1 }),
    { page: undefined, number: 0 } as { page: ReactNode; number: number },
  );
  const isThere = usePathname() === path;
  useEffect(() => {
    if (page && window.location.pathname !== path) window.history.pushState(null, "", path);
  }, [page, path]);
  const isShown = isThere && page !== undefined;
  useEffect(() => {
    if (!isShown) return;
    const before = document.title;
    document.title = `${document.querySelector("h1")?.textContent} · ${site}`;
    window.scrollTo(0, 0);
    return () => {
      document.title = before;
    };
  }, [isShown, site]);
  return <ShowContext value={show}>{isShown ? <Fragment key={number}>{page}</Fragment> : children}</ShowContext>;
}

/**
 * Inside such a form: shows what its action answers.
 * @param by the page, which gets the answer's data.
 */
export function ShowAnswer<Data extends object>({ by: Page }: { by: ComponentType<Data> }) {
  const show = useContext(ShowContext);
  const data = useFormState().state.data as Data | undefined;
  useEffect(() => {
    if (data) show(createElement(Page, data));
  }, [data, show, Page]);
  return null;
}
