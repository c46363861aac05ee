"use client";

import { useEffect, useId, useState } from "react";
import { SubmitButton } from "@/components/form/submit-button";

const WAIT_MS = 60_000;

/** Sends the email again. Where scripts run, only after a minute: until then the first is on its way. */
export function ResendButton({ label, wait }: { label: string; wait: string }) {
  const waitId = useId();
  const [isWaiting, setWaiting] = useState(false);
  useEffect(() => {
    setWaiting(true);
    const timer = window.setTimeout(() => setWaiting(false), WAIT_MS);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <>
      <SubmitButton look="plain" large blockedBy={isWaiting ? waitId : undefined}>
        {label}
      </SubmitButton>
      <p id={waitId} className="small-print min-h-[18px]">
        {isWaiting && wait}
      </p>
    </>
  );
}
