"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId, useRef, useState } from "react";
import { Field } from "@/components/form/field";
import { Problem } from "@/components/form/problem";
import { sendFile } from "@/components/form/send-file";
import { buttonClass } from "@/components/ui/button";
import { DialogButtons } from "@/components/ui/dialog";
import { ProgressBar } from "@/components/ui/live-progress";
import type { AddedUploadTexts } from "./added-upload-texts";

/**
 * Adds files to a request, one after the other. Where one is refused, those before it are added, and what was typed and
 * chosen stays.
 */
export function AddedUpload({
  url,
  closeHref,
  addedHref,
  today,
  texts,
}: {
  /** The route that takes them. */
  url: string;
  /** The page without the dialog. */
  closeHref: string;
  /** The same, at what was added. */
  addedHref: string;
  /** The last day that the data may be of. */
  today: string;
  texts: AddedUploadTexts;
}) {
  const [upload, setUpload] = useState<{ name: string; doneBytes: number; ofBytes: number }>();
  const [error, setError] = useState<string>();
  const aborter = useRef<AbortController>(undefined);
  const input = useRef<HTMLInputElement>(null);
  /** What was added before another file was refused: it stays chosen, and is not sent again. */
  const added = useRef(new WeakSet<File>());
  const router = useRouter();
  const id = useId();

  async function start(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const sent = new FormData(event.currentTarget);
    const files = [...(input.current?.files ?? [])].filter((file) => !added.current.has(file));
    const [system, asOf] = [String(sent.get("system")).trim(), String(sent.get("asOf"))];
    const problem = problemOf(files, { system, asOf }, texts);
    setError(problem);
    if (problem) return;
    const control = new AbortController();
    aborter.current = control;
    for (const file of files) {
      const show = (doneBytes: number) => setUpload({ name: file.name, doneBytes, ofBytes: file.size });
      show(0);
      const query = new URLSearchParams({ name: file.name, system, asOf });
      const failure = await sendFile(`${url}?${query}`, file, show, control.signal);
      if (!failure) {
        added.current.add(file);
        continue;
      }
      setUpload(undefined);
      router.refresh();
      if (!control.signal.aborted) setError(named(file.name, texts.errors[failure] ?? texts.errors.broke ?? "", texts));
      return;
    }
    router.push(addedHref, { scroll: false });
    router.refresh();
  }

  return (
    <div className="grid gap-4 noscript:hidden">
      {error && <Problem of={error}>{error}</Problem>}
      {upload && (
        <div className="grid gap-2">
          <ProgressBar
            label={texts.uploading.replace("{name}", () => upload.name)}
            done={{
              value: upload.doneBytes,
              max: upload.ofBytes,
              text: texts.uploading.replace("{name}", () => upload.name),
            }}
          />
          <div>
            <button type="button" className={buttonClass()} onClick={() => aborter.current?.abort()}>
              {texts.cancel}
            </button>
          </div>
        </div>
      )}
      <form onSubmit={start} noValidate className={upload ? "hidden" : "grid gap-5"}>
        <Field name="system" label={texts.system} hint={texts.systemHint} maxLength={100} required />
        <Field name="asOf" type="date" label={texts.asOf} max={today} defaultValue={today} required />
        <div className="grid gap-1.5">
          <label htmlFor={id} className="text-sm font-medium">
            {texts.files}
          </label>
          <span id={`${id}-hint`} className="text-[13px] leading-[18px] text-ink-soft">
            {texts.filesHint}
          </span>
          <input
            id={id}
            ref={input}
            type="file"
            multiple
            accept=".pdf,.png,.jpg,.jpeg,.txt,.csv"
            aria-describedby={`${id}-hint`}
            className="min-h-12 w-full min-w-0 rounded-control border border-edge bg-surface p-1.5 text-sm text-ink file:me-3 file:min-h-9 file:rounded-[6px] file:border-0 file:bg-sunken file:px-3 file:font-medium file:text-ink"
          />
        </div>
        <DialogButtons href={closeHref} cancel={texts.cancel}>
          <button type="submit" className={buttonClass("primary")}>
            {texts.upload}
          </button>
        </DialogButtons>
      </form>
    </div>
  );
}

/** What is wrong, as far as it shows before the files are sent. */
function problemOf(files: File[], from: { system: string; asOf: string }, texts: AddedUploadTexts): string | undefined {
  const { errors, maxBytes, maxFiles } = texts;
  if (from.system === "") return errors.systemMissing;
  if (from.asOf === "") return errors.asOfMissing;
  if (files.length === 0) return errors.noFile;
  if (files.length > maxFiles) return errors.tooManyFiles;
  const [empty, large] = [files.find(({ size }) => size === 0), files.find(({ size }) => size > maxBytes)];
  if (empty) return named(empty.name, errors.fileEmpty ?? "", texts);
  return large && named(large.name, errors.fileTooLarge ?? "", texts);
}

function named(name: string, problem: string, { failed }: AddedUploadTexts): string {
  return failed.replace("{name}", () => name).replace("{problem}", () => problem);
}
