/** The response header in which a route states the length of its answer, in bytes: lib/server sends it on. */
export const CONTENT_LENGTH_HEADER = "x-dossier-content-length";
