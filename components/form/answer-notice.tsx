"use client";

import { Notice } from "@/components/ui/notice";
import { useFormState } from "./action-form";

/** Inside a form whose page is not rendered again: shows in place what the action answered. */
export function AnswerNotice() {
  const answer = useFormState().state.data?.answer;
  return (
    <div role="status" className="wrap-anywhere empty:hidden">
      {answer && <Notice tone="good">{answer}</Notice>}
    </div>
  );
}
