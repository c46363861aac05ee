import { env } from "@/lib/env";
import type { Role } from "@/prisma/generated/client";

/** Who works at the demo's store: one person a role, with the same password. */
export const demoMembers = [
  { role: "owner", name: "Ada Owner", email: "owner@demo.example" },
  { role: "staff", name: "Ben Colleague", email: "colleague@demo.example" },
  { role: "viewer", name: "Cleo Viewer", email: "viewer@demo.example" },
] as const satisfies { role: Role; name: string; email: string }[];

const shared = globalThis as typeof globalThis & { dossierDemoPassword?: string };

/** Keeps the password of this start, for the page that shows it. */
export function keepDemoPassword(password: string): void {
  shared.dossierDemoPassword = password;
}

/** The password of the demo's members; undefined in a process that does not serve the demo. */
export function demoPassword(): string | undefined {
  return env().mode === "start" ? undefined : shared.dossierDemoPassword;
}
