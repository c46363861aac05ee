import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { env } from "@/lib/env";
import { isSignedRoute } from "./routes";

/**
 * Sets the headers of every answer, and passes the nonce of this page to Next, which reads it from the
 * request's own policy header and puts it on its scripts.
 */
export function setSecurityHeaders(request: IncomingMessage, response: ServerResponse): void {
  const { mode, appUrl } = env();
  const nonce = randomBytes(16).toString("base64");
  const isEmail = EMAIL.test(request.url ?? "");
  const isArchivePage = /^\/api\/stores\/[^/]+\/exports\/[^/]+\/pages\/[^/]+$/.test(request.url ?? "");
  const pagePolicy = () => contentSecurityPolicy(nonce, mode === "dev", appUrl.startsWith("https:"));
  const isAddedFile = /^\/api\/stores\/[^/]+\/(?:added|message-files)\//.test(request.url ?? "");
  const ownPolicy = isEmail ? EMAIL_POLICY : isArchivePage ? ARCHIVE_POLICY : isAddedFile ? FILE_POLICY : undefined;
  const policy = ownPolicy ?? pagePolicy();
  request.headers["content-security-policy"] = policy;
  request.headers["x-nonce"] = nonce;
  // Shown in the shop's own page, whose headers these would become.
  if (isSignedRoute(request.url ?? "")) {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-store");
    return;
  }
  response.setHeader("Content-Security-Policy", policy);
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("X-Frame-Options", isEmail ? "SAMEORIGIN" : "DENY");
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  // Other sites' pages embed nothing from here, not even pictures in emails.
  response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()");
  // Not no-referrer: with it Chromium posts forms with `Origin: null`, which Next refuses.
  response.setHeader("Referrer-Policy", "same-origin");
  if (appUrl.startsWith("https:"))
    response.setHeader("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
  if (holdsSecret(request.url ?? "")) response.setHeader("Cache-Control", "no-store");
}

/** An email of the mailbox, or the preview of one. */
const EMAIL = /^(?:\/mailbox\/[^/]+\/html|\/api\/stores\/[^/?]+\/texts\/preview(?:\?.*)?)$/;

/** Our pages show an email in a frame: styles only, and its links open in the whole window. */
const EMAIL_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "sandbox allow-top-navigation-by-user-activation",
].join("; ");

/**
 * A page of an archive, shown as its customer would see it: styles only, and nothing runs. Of our own origin, so that its
 * links lead to its other pages.
 */
const ARCHIVE_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "sandbox allow-same-origin",
].join("; ");

/** A file that staff or a customer added, of whatever content, is saved; opened by a browser all the same, it can do nothing. */
const FILE_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/** W3C CSP Level 3, strict: https://web.dev/articles/strict-csp. */
function contentSecurityPolicy(nonce: string, dev: boolean, https: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    // The development server inserts style elements by script.
    `style-src 'self' ${dev ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    `connect-src 'self'${dev ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(https ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

/** URLs with a token in them, and everything behind a session. */
function holdsSecret(url: string): boolean {
  return /^\/(?:dashboard|account|sign-in|set-password|invitation|first-run|email-change|mailbox|api\/stores\/[^/]+\/(?:added|exports|imports|deliveries|message-files|messages|requests|texts))|^\/s\/[^/]+\/(?:verify|sign-in|account|delivery|messages|answer|agent)/.test(
    url,
  );
}
