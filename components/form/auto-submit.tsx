"use client";

import { useEffect, useRef } from "react";

/** Inside a form: submits it once, as soon as scripts run. Without scripts its button stays. */
export function AutoSubmit() {
  const place = useRef<HTMLSpanElement>(null);
  const submitted = useRef(false);
  useEffect(() => {
    if (submitted.current) return;
    submitted.current = true;
    place.current?.closest("form")?.requestSubmit();
  }, []);
  return <span ref={place} hidden />;
}
