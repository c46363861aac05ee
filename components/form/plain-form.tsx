"use client";

import { type ReactNode, useId, useMemo } from "react";
import { ErrorSummary, FormContext } from "./action-form";

/**
 * A form that posts to a route without JavaScript, for answers that a script must not fetch, such as
 * a download. Errors of a previous attempt come from the page.
 */
export function PlainForm({
  action,
  children,
  className,
  hidden = {},
  fieldErrors,
  encType,
}: {
  /** The route's URL. */
  action: string;
  children: ReactNode;
  className?: string;
  hidden?: Record<string, string>;
  /** Of a form with files. */
  encType?: "multipart/form-data";
  /** One message per field. */
  fieldErrors?: Record<string, string>;
}) {
  const formId = useId();
  const fields = JSON.stringify(fieldErrors ?? {});
  const context = useMemo(() => {
    const found = JSON.parse(fields) as Record<string, string>;
    const failed = Object.keys(found).length > 0;
    return { formId, state: failed ? { validationErrors: { fields: found, values: {} } } : {} };
  }, [formId, fields]);
  return (
    <FormContext value={context}>
      <ErrorSummary />
      <form action={action} method="post" encType={encType} className={className} noValidate>
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {children}
      </form>
    </FormContext>
  );
}
