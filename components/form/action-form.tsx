"use client";

import { createContext, type ReactNode, useActionState, useContext, useId } from "react";
import { PageContext } from "@/components/ui/page-context";
import { Problem } from "./problem";

interface Answer {
  /** Shown once, such as a new password. */
  secret?: string;
  /** What was typed and stays in the fields, by a button that does not save it. */
  values?: Record<string, string>;
  /** What was found out about what was typed. */
  report?: { accepted: boolean; verdict: string; claims: { name: string; value: string }[] };
}

/** What every action returns to its form, in the user's language. */
interface State {
  data?: Answer;
  serverError?: string;
  validationErrors?: { fields: Record<string, string>; values: Record<string, string> };
}

/** What a form's fields know about the action's answer. */
export const FormContext = createContext<{ state: State; formId: string }>({ state: {}, formId: "" });

/** The action's answer to the form around a field. */
export function useFormState() {
  return useContext(FormContext);
}

/**
 * The one way to build a form: it works without JavaScript and links each error to its field (GOV.UK's
 * error summary). Success is shown by the next page's flash.
 */
export function ActionForm({
  id,
  action,
  children,
  className,
  hidden = {},
  after,
}: {
  /** Set if fields outside of the form belong to it. */
  id?: string;
  /** From next-safe-action, which types the previous state by its own schema, and missing data as undefined. */
  action: (before: never, data: FormData) => Promise<Omit<State, "data"> & { data?: unknown }>;
  children: ReactNode;
  className?: string;
  /** Hidden fields, such as the store. */
  hidden?: Record<string, string>;
  /** Content after the form that depends on its answer, such as a form of its own. */
  after?: ReactNode;
}) {
  const [state, submit] = useActionState(action as (before: State, data: FormData) => Promise<State>, {});
  const formId = useId();
  return (
    <FormContext value={{ state, formId }}>
      <ErrorSummary />
      <form id={id} action={submit} className={className} data-failed={state.serverError && ""} noValidate>
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {children}
      </form>
      {after}
    </FormContext>
  );
}

/** A form's errors, each with a link to its field. */
export function ErrorSummary() {
  const title = useContext(PageContext).errorTitle;
  const { state, formId } = useFormState();
  const errors = Object.entries(state.validationErrors?.fields ?? {});
  if (errors.length === 0 && state.serverError === undefined) return null;
  return (
    <div className="mb-5">
      <Problem of={state}>
        <p className="font-semibold">{title}</p>
        {state.serverError && <p className="mt-1">{state.serverError}</p>}
        {errors.map(([name, message]) => (
          <p key={name} className="mt-1">
            <a href={`#${formId}${name}`} className="underline">
              {message}
            </a>
          </p>
        ))}
      </Problem>
    </div>
  );
}
