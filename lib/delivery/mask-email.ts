/** An address that its owner recognises and a stranger learns little from: "m…@example.com". */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  // The word joiner keeps the address from being broken after the dots.
  return `${[...email][0] ?? ""}…\u2060${email.slice(at)}`;
}
