import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PageProvider } from "@/components/ui/page-context";
import { formatLocale } from "./request-locale";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common");
  return { title: { default: t("title"), template: `%s · ${t("title")}` }, robots: { index: false } };
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfaf8" },
    { media: "(prefers-color-scheme: dark)", color: "#141311" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  await headers(); // every page is rendered per request, since its scripts carry the nonce of its policy
  const t = await getTranslations("common");
  const locale = await getLocale();
  return (
    <html lang={locale}>
      <body>
        <PageProvider
          locale={await formatLocale()}
          errorTitle={t("problem")}
          failure={{ title: t("failedTitle"), text: t("failedText"), again: t("failedAgain") }}
        >
          {children}
        </PageProvider>
      </body>
    </html>
  );
}
