"use client";

import { useFormState } from "@/components/form/action-form";
import { Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";

/** What the form's answer says of the token that was pasted. */
export function TokenReport() {
  const report = useFormState().state.data?.report;
  return (
    <div aria-live="polite" className="grid gap-3">
      {report && (
        <>
          <Notice tone={report.accepted ? "good" : "late"}>
            <p className="text-sm">{report.verdict}</p>
          </Notice>
          <Facts facts={report.claims} />
        </>
      )}
    </div>
  );
}
