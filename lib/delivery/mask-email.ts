/** An address that its owner recognises and a stranger learns little from: "m…@example.com". */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  return `${[...email][0] ?? ""}…${email.slice(at)}`;
}
