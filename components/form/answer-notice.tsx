"use client";

import { Notice } from "@/components/ui/notice";
import { useFormState } from "./action-form";

/** Inside a form whose page is not rendered again: shows the action's answer in place. */
export function AnswerNotice() {
  const answer = useFormState().state.data?.answer;
  return (
    <div role="status" className="wrap-anywhere empty:hidden">
      {answer && <Notice tone="good">{answer}</Notice>}
    </div>
  );
}
