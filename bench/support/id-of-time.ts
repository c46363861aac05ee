/**
 * SQL for an id as the app makes it at a time: a version 7 UUID (RFC 9562, 5.7), so that what is made one after the
 * other lies side by side in the keys, which what a page reads depends on.
 */
export function idOfTime(at: string): string {
  const milliseconds = `substring(int8send((extract(epoch FROM ${at}) * 1000)::bigint) FROM 3)`;
  const timed = `overlay(uuid_send(gen_random_uuid()) PLACING ${milliseconds} FROM 1 FOR 6)`;
  return `encode(set_bit(set_bit(${timed}, 52, 1), 53, 1), 'hex')::uuid`;
}
