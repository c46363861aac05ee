import type { Instrumentation } from "next";

/** Logs what a page or route threw, with the digest that its visitor was shown. */
export const onRequestError: Instrumentation.onRequestError = async (error, _request, context) => {
  // Next builds this file for its edge runtime too, which nothing here uses and which has no files.
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { logger } = await import("@/lib/logger");
  const digest = (error as { digest?: string } | null)?.digest;
  logger.error({ err: error, digest, route: context.routePath }, "request failed");
};
