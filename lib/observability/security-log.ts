import { logger } from "@/lib/logger";

/** Every security event in the log, and its level. */
const events = {
  "signed in": "info",
  "sign-in failed": "warn",
  "signed out": "info",
  "password link sent": "info",
  "password set": "info",
  "email changed": "info",
  "email change stopped": "warn",
  "sessions ended": "info",
  "member removed": "info",
  "session cookie refused": "warn",
  "access refused": "warn",
  "form refused": "info",
  "form of another site refused": "warn",
  "limit reached": "warn",
  "webhook refused": "warn",
  "webhook ignored": "warn",
  "proxied page refused": "warn",
} as const;

export type SecurityEvent = keyof typeof events;

/** Only ids and kinds; `from` is a network as `shortenAddress` returns it, never an address. */
interface Facts {
  kind?: string;
  method?: string;
  merchantId?: string | undefined;
  storeId?: string | null | undefined;
  action?: string | undefined;
  page?: string;
  permission?: string;
  policy?: string;
  fields?: string[];
  code?: string;
  count?: number;
  from?: string | undefined;
}

/** Writes one security event to the log. */
export function logSecurity(event: SecurityEvent, facts: Facts): void {
  logger[events[event]]({ security: true, ...facts }, event);
}
