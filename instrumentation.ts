import type { Instrumentation } from "next";

/** Logs what a page or route threw, with the digest that the visitor saw. */
export const onRequestError: Instrumentation.onRequestError = async (error, _request, context) => {
  // Next also builds this file for its edge runtime, which Dossier does not use and which has no file system.
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { logger } = await import("@/lib/logger");
  const digest = (error as { digest?: string } | null)?.digest;
  logger.error({ err: error, digest, route: context.routePath }, "request failed");
};
