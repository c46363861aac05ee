import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Tabs } from "@/components/ui/tabs";
import { isolate } from "@/lib/isolate";
import { requireMember } from "@/lib/sign-in/member";
import { may } from "@/lib/sign-in/permissions";

/** The settings pages, in the order of their tabs. */
export const settingsTabs = ["data-requests", "notifications", "delivery", "information", "team"] as const;
