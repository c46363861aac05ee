import { getTranslations } from "next-intl/server";
import { demoPassword } from "@/lib/demo/demo-members";
import { hasMailbox } from "@/lib/mail/has-mailbox";

/** Only in the demo: the way to its emails and back to its start page, which a real store's pages don't have. */
export async function DemoLinks({ className = "", inMailbox = false }: { className?: string; inMailbox?: boolean }) {
  const links = [
    ...(hasMailbox() && !inMailbox ? [{ href: "/mailbox", text: "mailbox" } as const] : []),
    ...(demoPassword() ? [{ href: "/demo", text: "start" } as const] : []),
  ];
  if (links.length === 0) return null;
  const t = await getTranslations("demo.links");
  return (
    <nav aria-label={t("nav")} className={`flex flex-wrap gap-x-4 gap-y-1 text-[13px] text-ink-soft ${className}`}>
      {links.map(({ href, text }) => (
        // A plain link: it leaves the store's pages.
        <a key={href} href={href} className="underline">
          {t(text)}
        </a>
      ))}
    </nav>
  );
}
