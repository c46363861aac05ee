"use client";

import { useEffect } from "react";

/**
 * Keeps the focus on the page. After an act, it moves to what the address names (`#…`), which is what changed. When what
 * had it is gone, because the page was rendered again, it moves there too, or to the page's heading: never to the body.
 * What has the focus keeps it.
 */
export function KeepFocus() {
  useEffect(() => {
    let held: Element | null = document.activeElement;
    let address = location.href;
    // A link may lead to an address that names something too: only an act has changed it.
    let acted = false;
    const act = () => {
      acted = true;
    };
    const remember = ({ target }: FocusEvent) => {
      held = target as Element;
    };
    // Left, unless it is gone by the time that the change which took it away is done.
    const forget = ({ target }: FocusEvent) =>
      queueMicrotask(() => {
        if (held === target && held?.isConnected && document.activeElement === document.body) held = null;
      });
    const observer = new MutationObserver(() => {
      const moved = acted && location.href !== address;
      if (location.href !== address) acted = false;
      address = location.href;
      const lost = document.activeElement === document.body && held !== null && !held.isConnected;
      const named = location.hash ? document.getElementById(location.hash.slice(1)) : null;
      if (moved && named) focusOn(named);
      else if (lost) focusOn(named ?? document.querySelector("h1"));
    });
    document.addEventListener("submit", act);
    document.addEventListener("focusin", remember);
    document.addEventListener("focusout", forget);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener("submit", act);
      document.removeEventListener("focusin", remember);
      document.removeEventListener("focusout", forget);
      observer.disconnect();
    };
  }, []);
  return null;
}

function focusOn(element: HTMLElement | null): void {
  if (element && !element.hasAttribute("tabindex")) element.tabIndex = -1;
  element?.focus({ preventScroll: true });
}
