"use client";

import { useEffect, useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Notice } from "@/components/ui/notice";
import { DEFAULT_TIME_ZONE } from "@/lib/time-zone";
import { chooseTimeZone } from "./settings/data-requests/actions";

/**
 * Proposes the browser's time zone to an owner whose store has chosen none; nothing where that is UTC already.
 * @param texts "ZONE" takes the place of a time zone.
 */
export function TimeZoneNotice({ slug, texts }: { slug: string; texts: { ask: string; use: string; keep: string } }) {
  const [zone, setZone] = useState(DEFAULT_TIME_ZONE);
  useEffect(() => setZone(Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  if (zone === DEFAULT_TIME_ZONE) return null;
  return (
    <div className="mb-5">
      <Notice tone="calm">
        <ActionForm
          action={chooseTimeZone}
          hidden={{ store: slug }}
          className="flex flex-wrap items-center justify-between gap-x-5 gap-y-3"
        >
          <p>{texts.ask.replace("ZONE", zone.replaceAll("_", " "))}</p>
          <div className="flex flex-wrap gap-3">
            <SubmitButton look="plain" name="timeZone" value={zone}>
              {texts.use}
            </SubmitButton>
            <SubmitButton look="plain" name="timeZone" value={DEFAULT_TIME_ZONE}>
              {texts.keep}
            </SubmitButton>
          </div>
        </ActionForm>
      </Notice>
    </div>
  );
}
