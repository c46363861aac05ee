"use client";

import { useEffect, useState } from "react";
import { Select } from "@/components/form/select";
import { DEFAULT_TIME_ZONE } from "@/lib/time-zone";

/** A choice of time zone that proposes the browser's; without JavaScript UTC. */
export function TimeZoneField({ label, hint, zones }: { label: string; hint: string; zones: string[] }) {
  const [zone, setZone] = useState(DEFAULT_TIME_ZONE);
  useEffect(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zones.includes(own)) setZone(own);
  }, [zones]);
  return (
    <Select
      name="timeZone"
      label={label}
      hint={hint}
      defaultValue={zone}
      options={zones.map((value) => ({ value, label: value.replaceAll("_", " ") }))}
    />
  );
}
