"use client";

import { useEffect, useRef, useState } from "react";
import { buttonClass } from "@/components/ui/button";
import { Modal } from "@/components/ui/dialog";

export interface LeaveTexts {
  title: string;
  text: string;
  stay: string;
  leave: string;
}

/**
 * For as long as it is rendered, asks before the page is left: at a link, and at a form outside of the page's content, such
 * as the one that signs out, with a dialog; at everything else, such as Back and reload, as the browser does. A page is
 * never changed by script alone, except for its own dialogs, which keep what was typed.
 */
export function LeaveGuard({ title, text, stay, leave }: LeaveTexts) {
  const [go, setGo] = useState<() => void>();
  const isLeaving = useRef(false);
  useEffect(() => {
    const ask = (event: Event, go: () => void) => {
      if (isLeaving.current) return;
      event.preventDefault();
      event.stopPropagation();
      setGo(() => go);
    };
    const atLink = (event: MouseEvent) => {
      const link = event.target instanceof Element && event.target.closest("a");
      if (link && leadsAway(link, event)) ask(event, () => link.click());
    };
    const atForm = (event: SubmitEvent) => {
      const form = event.target as HTMLFormElement;
      if (!form.closest("main") && form.method !== "dialog") ask(event, () => form.requestSubmit(event.submitter));
    };
    const atUnload = (event: BeforeUnloadEvent) => {
      if (!isLeaving.current) event.preventDefault();
    };
    const atInput = () => {
      isLeaving.current = false;
    };
    // Before React and Next hear of them.
    window.addEventListener("click", atLink, { capture: true });
    window.addEventListener("submit", atForm, { capture: true });
    window.addEventListener("beforeunload", atUnload);
    window.addEventListener("input", atInput);
    return () => {
      window.removeEventListener("click", atLink, { capture: true });
      window.removeEventListener("submit", atForm, { capture: true });
      window.removeEventListener("beforeunload", atUnload);
      window.removeEventListener("input", atInput);
    };
  }, []);
  if (!go) return null;
  return (
    <Modal title={title} onCancel={() => setGo(undefined)}>
      <p className="mb-5 text-sm text-ink-soft">{text}</p>
      <div className="flex flex-wrap justify-end gap-2 max-sm:[&>*]:grow">
        <button type="button" onClick={() => setGo(undefined)} className={buttonClass()}>
          {stay}
        </button>
        <button
          type="button"
          onClick={() => {
            isLeaving.current = true;
            setGo(undefined);
            go();
          }}
          className={buttonClass("danger")}
        >
          {leave}
        </button>
      </div>
    </Modal>
  );
}

/** Whether a click on a link shows another page here, in place of this one. */
function leadsAway(link: HTMLAnchorElement, { button, altKey, ctrlKey, metaKey, shiftKey }: MouseEvent): boolean {
  if (button !== 0 || altKey || ctrlKey || metaKey || shiftKey) return false;
  if (link.target || link.download || "keepsPage" in link.dataset || !/^https?:$/.test(link.protocol)) return false;
  return withoutHash(link.href) !== withoutHash(location.href);
}

function withoutHash(url: string): string {
  return url.replace(/#.*$/, "");
}
