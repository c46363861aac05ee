"use client";

import { useRouter } from "next/navigation";
import { type DragEvent, useContext, useId, useRef, useState } from "react";
import { Problem } from "@/components/form/problem";
import { buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { formatBytes } from "@/components/ui/format-bytes";
import { ProgressBar } from "@/components/ui/live-progress";
import { PageContext } from "@/components/ui/page-context";
import type { ImportUploadTexts } from "./import-texts";
import { uploadFiles } from "./upload-files";

/**
 * The area where files are dropped or chosen, and their upload. Once they have arrived, the page is rendered again and
 * shows the check, which runs without the browser.
 */
export function ImportUpload({
  store,
  maxBytes,
  texts,
}: {
  /** The store's slug. */
  store: string;
  maxBytes: number;
  texts: ImportUploadTexts;
}) {
  const [files, setFiles] = useState<File[]>([]);
  const [upload, setUpload] = useState<{ name: string; doneBytes: number; aborter: AbortController }>();
  const [error, setError] = useState<string>();
  const [isOver, setIsOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const router = useRouter();
  const id = useId();
  const { locale } = useContext(PageContext);

  function add(list: FileList | null) {
    const added = [...(list ?? [])].filter(({ name }) => !files.some((file) => file.name === name));
    if (added.length === 0) return;
    setFiles([...files, ...added]);
    setError(problemOf([...files, ...added], maxBytes, texts));
    // Otherwise a file that was removed could not be chosen again.
    if (input.current) input.current.value = "";
  }

  function onDrop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    if (!upload) add(event.dataTransfer.files);
  }

  async function start() {
    const problem = files.length === 0 ? texts.errors.noFile : problemOf(files, maxBytes, texts);
    setError(problem);
    if (problem) return;
    const aborter = new AbortController();
    const onProgress = (name: string, doneBytes: number) => setUpload({ name, doneBytes, aborter });
    onProgress(files[0]?.name ?? "", 0);
    const failure = await uploadFiles({ store, files, onProgress, signal: aborter.signal });
    if (aborter.signal.aborted) return setUpload(undefined);
    if (failure) {
      setUpload(undefined);
      const known: Record<string, string> = texts.errors;
      return setError(known[failure] ?? failure);
    }
    // The page's next state has no upload; this one stays until it is there.
    router.refresh();
  }

  const totalBytes = files.reduce((sum, { size }) => sum + size, 0);
  return (
    <div className="grid gap-3 noscript:hidden">
      {error && <Problem of={error}>{error}</Problem>}
      <Card>
        {upload ? (
          <div className="grid gap-2">
            <p aria-live="polite" className="font-medium wrap-anywhere">
              {texts.uploading.replace("{name}", () => upload.name)}
            </p>
            <ProgressBar
              label={texts.label}
              done={{
                value: upload.doneBytes,
                max: totalBytes,
                text: texts.uploaded
                  .replace("{done}", formatBytes(upload.doneBytes, locale))
                  .replace("{total}", formatBytes(totalBytes, locale)),
              }}
            />
            <p className="text-sm text-ink-soft">{texts.stayHere}</p>
            <div>
              <button type="button" className={buttonClass()} onClick={() => upload.aborter.abort()}>
                {texts.cancel}
              </button>
            </div>
          </div>
        ) : (
          <div className="grid gap-4">
            {/* The input in it does the same by keyboard. */}
            <fieldset
              onDragOver={(event) => {
                event.preventDefault();
                setIsOver(true);
              }}
              onDragLeave={() => setIsOver(false)}
              onDrop={onDrop}
              className={`grid justify-items-center gap-2 rounded-control border-2 border-dashed px-4 py-8 text-center ${isOver ? "border-accent bg-sunken" : "border-line-strong"}`}
            >
              <p id={`${id}-drop`} className="font-medium">
                {texts.drop}
              </p>
              <p id={`${id}-hint`} className="text-sm text-ink-soft">
                {texts.hint}
              </p>
              <input
                ref={input}
                id={id}
                type="file"
                multiple
                accept=".csv,text/csv"
                aria-describedby={`${id}-drop ${id}-hint`}
                onChange={(event) => add(event.target.files)}
                className="peer sr-only"
              />
              <label
                htmlFor={id}
                className={`${buttonClass()} mt-1 cursor-pointer peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent`}
              >
                {texts.choose}
              </label>
            </fieldset>
            {files.length > 0 && (
              <ul aria-label={texts.chosen} className="grid gap-1.5 text-sm">
                {files.map((file) => (
                  <li key={file.name} className="flex items-baseline gap-3">
                    <bdi className="min-w-0 wrap-anywhere">{file.name}</bdi>
                    <span className="whitespace-nowrap text-ink-soft">{formatBytes(file.size, locale)}</span>
                    <button
                      type="button"
                      aria-label={texts.removeNamed.replace("{name}", () => file.name)}
                      className={`${buttonClass("link")} ms-auto py-1`}
                      onClick={() => {
                        const rest = files.filter((other) => other !== file);
                        setFiles(rest);
                        setError(problemOf(rest, maxBytes, texts));
                        input.current?.focus();
                      }}
                    >
                      {texts.remove}
                    </button>
                  </li>
                ))}
              </ul>
            )}
            <div>
              <button type="button" className={buttonClass("primary")} onClick={start}>
                {texts.upload}
              </button>
            </div>
          </div>
        )}
      </Card>
    </div>
  );
}

/** What is wrong with the files, as far as it shows before they are read. */
function problemOf(files: File[], maxBytes: number, { errors }: ImportUploadTexts): string | undefined {
  if (files.length > 2) return errors.tooMany;
  const packed = files.find(({ name }) => /\.(?:zip|xlsx?|numbers|ods|pdf)$/i.test(name));
  if (packed) return errors.notCsv.replace("{name}", () => packed.name);
  const [empty, large] = [files.find(({ size }) => size === 0), files.find(({ size }) => size > maxBytes)];
  if (empty) return `${empty.name}: ${errors.importEmpty}`;
  if (large) return `${large.name}: ${errors.importTooLarge}`;
  return undefined;
}
