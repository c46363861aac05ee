import { buttonClass } from "./button";

/** A search that works without JavaScript: its text is in the page's URL. */
export function SearchForm({
  label,
  submit,
  value,
  action,
  kept = {},
  placeholder,
  name: parameter = "q",
  id,
}: {
  /** The form's id, if other fields belong to it. */
  id?: string;
  /** The field's accessible name. */
  label: string;
  submit: string;
  value: string;
  action: string;
  /** Other URL parameters to keep. */
  kept?: Record<string, string>;
  placeholder?: string;
  /** The URL parameter of its text. */
  name?: string;
}) {
  return (
    <form id={id} action={action} method="get" className="flex min-w-0 grow gap-2 sm:max-w-[420px]">
      {Object.entries(kept).map(([name, text]) => (
        <input key={name} type="hidden" name={name} value={text} />
      ))}
      <input
        type="search"
        name={parameter}
        aria-label={label}
        placeholder={placeholder ?? label}
        defaultValue={value}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        className="min-h-9 min-w-0 grow rounded-control border border-edge bg-surface px-3.5 text-sm text-ellipsis text-ink placeholder:text-ink-soft max-md:text-base"
      />
      <button type="submit" className={buttonClass("plain")}>
        {submit}
      </button>
    </form>
  );
}
