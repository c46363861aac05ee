import autocannon from "autocannon";

/**
 * Opens a page again and again, as fast as the server answers.
 * @returns how often a second. @throws Error where an answer is not 200 or lacks `holds`.
 */
export async function loadPage({
  origin,
  path,
  headers = {},
  holds,
  connections,
  seconds,
}: {
  origin: string;
  path: string;
  headers?: Record<string, string>;
  /** What the page holds, so that no other page in its place counts. */
  holds: string;
  connections: number;
  seconds: number;
}): Promise<number> {
  let opened = 0;
  let refusal: string | undefined;
  const { host } = new URL(origin);
  const onResponse = (status: number, body: string) => {
    if (status === 200 && body.includes(holds)) opened++;
    else refusal ??= `${status} ${body.slice(0, 500)}`;
  };
  const { duration, errors } = await autocannon({
    url: origin,
    connections,
    duration: seconds,
    timeout: 30,
    requests: [{ method: "GET", path, headers: { host, "accept-language": "en", ...headers }, onResponse }],
  });
  if (refusal !== undefined) throw new Error(`${origin}${path} answered ${refusal}`);
  if (errors > 0) throw new Error(`${origin}${path}: ${errors} connections broke or timed out`);
  return opened / duration;
}
