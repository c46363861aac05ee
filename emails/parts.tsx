import { Link, Section, Text } from "@react-email/components";
import type { ReactNode } from "react";
import { type FrameProps, ink, inkSoft, line, small } from "./layout";

/** A label and what it says. */
export interface Fact {
  label: string;
  value: string;
}

export function Paragraph({ children }: { children: ReactNode }) {
  return (
    <Text className="ink" style={{ color: ink, fontSize: "16px", lineHeight: "24px", margin: "0 0 16px" }}>
      {children}
    </Text>
  );
}

export function SmallPrint({ children }: { children: ReactNode }) {
  return (
    <Text className="soft" style={{ ...small, color: inkSoft, margin: "16px 0 0" }}>
      {children}
    </Text>
  );
}

/** The facts of a request, one a line. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <table className="facts" width="100%" cellPadding={0} cellSpacing={0} style={{ margin: "4px 0 8px" }}>
      <tbody>
        {facts.map(({ label, value }) => (
          <tr key={label}>
            <th scope="row" className="label soft rule" style={{ ...cell, ...labelCell }}>
              {label}
            </th>
            <td className="ink rule" style={{ ...cell, color: ink }}>
              {value}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/**
 * The one thing to do: a link that looks like a button, and its address in plain text for readers
 * that cannot press it.
 */
export function Action({
  frame,
  name,
  url,
  fallback,
}: {
  frame: FrameProps;
  name: string;
  url: string;
  /** Introduces the plain address. */
  fallback: string;
}) {
  return (
    <Section style={{ margin: "20px 0 4px" }}>
      <Link
        href={url}
        className="accent wide"
        style={{ ...button, backgroundColor: frame.accent.light, color: frame.accent.lightInk }}
      >
        {name}
      </Link>
      <Text data-skip-in-text="true" className="soft" style={{ ...small, color: inkSoft, margin: "14px 0 0" }}>
        {fallback}
        <br />
        <span style={{ wordBreak: "break-all" }}>{url}</span>
      </Text>
    </Section>
  );
}

/** A link within the text. */
export function TextLink({ name, url }: { name: string; url: string }) {
  return (
    <Link href={url} className="ink" style={{ color: ink, textDecoration: "underline" }}>
      {name}
    </Link>
  );
}

/** Somebody's own words, set apart from ours. */
export function Quote({ text }: { text: string }) {
  return (
    <Section className="sunken" style={{ backgroundColor: "#f4f2ee", borderRadius: "8px", margin: "0 0 16px" }}>
      <Text className="ink" style={{ ...quoted, color: ink }}>
        {/* biome-ignore lint/suspicious/noArrayIndexKey: rows of a text, rendered once, have nothing else */}
        {text.split(/\r?\n/).flatMap((row, index) => [index > 0 && <br key={index} />, row])}
      </Text>
    </Section>
  );
}

const quoted = {
  fontSize: "15px",
  lineHeight: "23px",
  margin: 0,
  padding: "12px 16px",
  overflowWrap: "anywhere" as const,
};

const cell = {
  borderTop: `1px solid ${line}`,
  padding: "9px 0",
  fontSize: "14px",
  lineHeight: "20px",
  verticalAlign: "top",
  overflowWrap: "anywhere" as const,
};

const labelCell = {
  color: inkSoft,
  width: "132px",
  paddingInlineEnd: "12px",
  fontWeight: 400,
  textAlign: "start" as const,
};

const button = {
  display: "inline-block",
  borderRadius: "8px",
  padding: "13px 22px",
  fontSize: "16px",
  lineHeight: "22px",
  fontWeight: 600,
  textDecoration: "none",
};
