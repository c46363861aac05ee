import { getLocale, getTranslations } from "next-intl/server";
import { formatBytes } from "@/components/ui/format-bytes";
import { LocalTime } from "@/components/ui/local-time";
import type { ShownFile, ShownMessage } from "@/lib/message/thread";

/** A message as one side reads it. */
interface ListedMessage extends Pick<ShownMessage, "id" | "author" | "text" | "createdAt"> {
  /** Whom it is from, in the reader's words. */
  from: string;
  /** `href` where the reader may save it. */
  files: (ShownFile & { href: string | null })[];
}

/** A request's messages, the oldest first. */
export async function MessageList({ label, messages }: { label: string; messages: ListedMessage[] }) {
  if (messages.length === 0) return null;
  return (
    <ol aria-label={label} className="grid gap-3">
      {messages.map(({ id, author, from, text, createdAt, files }) => (
        <li
          key={id}
          className={`grid gap-1.5 rounded-control border border-line px-3.5 py-2.5 text-sm ${author === "store" ? "bg-surface me-6" : "bg-sunken ms-6"}`}
        >
          <p className="flex flex-wrap justify-between gap-x-3 text-[13px] leading-[18px] text-ink-soft">
            <bdi className="font-medium text-ink">{from}</bdi>
            <LocalTime at={createdAt} />
          </p>
          {text && (
            <p dir="auto" className="whitespace-pre-line wrap-anywhere">
              {text}
            </p>
          )}
          {files.map((file) => (
            <FileLine key={file.id} {...file} />
          ))}
        </li>
      ))}
    </ol>
  );
}

async function FileLine({ fileName, sizeBytes, deletedAt, href }: ListedMessage["files"][number]) {
  const t = await getTranslations("messages");
  const size = formatBytes(sizeBytes ?? 0, await getLocale());
  return (
    <p>
      {href && !deletedAt ? (
        <a href={href} download className="underline">
          {fileName}
        </a>
      ) : (
        fileName
      )}{" "}
      <span className="text-[13px] text-ink-soft">{deletedAt ? t("fileDeleted") : size}</span>
    </p>
  );
}
