import { getTranslations } from "next-intl/server";
import { DialogLink } from "@/components/ui/dialog";
import { connectionKindNames } from "@/lib/source/connection/kinds";

/** The id of the link that opens a kind's dialog, which gets the focus back. */
export function connectId(kind: string): string {
  return `connect-${kind}`;
}

/** The kinds of systems that can be connected, each with a link to its dialog. */
export async function ConnectList({ href }: { href: string }) {
  const t = await getTranslations("connections");
  return (
    <ul>
      {connectionKindNames.map((kind) => (
        <li
          key={kind}
          className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-[18px] py-3 text-sm"
        >
          <div className="min-w-0 grow basis-72">
            <p className="font-medium">{t(`kinds.${kind}.name`)}</p>
            <p className="mt-0.5 text-ink-soft">{t(`kinds.${kind}.about`)}</p>
          </div>
          <DialogLink id={connectId(kind)} href={`${href}?connect=${kind}`}>
            {t(`kinds.${kind}.connect`)}
          </DialogLink>
        </li>
      ))}
    </ul>
  );
}
