import { Heading, Link, Section, Text } from "@react-email/components";
import type { ReactNode } from "react";
import { type FrameProps, ink, inkSoft, line, small } from "./frame";

/** One row of an email's table: a label and its value. */
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

/** The facts of a request, one per row; nothing when there are none. */
export function Facts({ facts }: { facts: Fact[] }) {
  if (facts.length === 0) return null;
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

/** The one thing to do. */
export interface ActionProps {
  name: string;
  url: string;
  /** Introduces the address in plain text, for readers whose button doesn't work. */
  fallback: string;
}

/** A link that looks like a button, with its address in plain text below. */
export function Action({ frame, name, url, fallback }: ActionProps & { frame: FrameProps }) {
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

/** A link inside a paragraph. */
export function TextLink({ name, url }: { name: string; url: string }) {
  return (
    <Link href={url} className="ink" style={{ color: ink, textDecoration: "underline" }}>
      {name}
    </Link>
  );
}

/** A text of several lines. */
export function Lines({ text }: { text: string }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text, rendered once, have nothing else
  return text.split(/\r?\n/).flatMap((line, index) => [index > 0 && <br key={index} />, line]);
}

/** Words written by a person, set apart from ours. */
export function Quote({ text }: { text: string }) {
  return (
    <Section className="sunken" style={{ backgroundColor: "#f4f2ee", borderRadius: "8px", margin: "0 0 16px" }}>
      <Text className="ink" style={{ ...quoted, color: ink }}>
        <Lines text={text} />
      </Text>
    </Section>
  );
}

/** What the store's staff wrote to the customer, below a line that says so; nothing where they wrote nothing. */
export function StoreMessage({ title, text }: { title: string; text: string | undefined }) {
  if (!text) return null;
  return (
    <>
      <Paragraph>{title}</Paragraph>
      <Quote text={text} />
    </>
  );
}

/** A list with its title. */
export interface ListProps {
  title: string;
  items: string[];
}

/** Lists one below the other; nothing of one that is empty. */
export function Lists({ lists }: { lists: ListProps[] }) {
  return lists
    .filter(({ items }) => items.length > 0)
    .map(({ title, items }) => (
      <Section key={title}>
        <Heading as="h2" className="ink" style={{ ...small, color: ink, fontWeight: 600, margin: "8px 0 4px" }}>
          {title}
        </Heading>
        <ul className="ink" style={{ ...small, color: ink, margin: "0 0 12px", paddingInlineStart: "20px" }}>
          {items.map((item) => (
            <li key={item} style={{ overflowWrap: "anywhere" }}>
              {item}
            </li>
          ))}
        </ul>
      </Section>
    ));
}

/** What a letter ends with by law. */
export interface LawProps {
  title: string;
  /** What a person can do who disagrees, a paragraph each; none where the law asks for none of it. */
  remedies: string[];
  /** What else the law has it say. */
  notes: string[];
}

/** The last paragraphs of a letter: what else the law has it say, then what a person can do who disagrees. */
export function Law({ title, remedies, notes }: LawProps) {
  return (
    <>
      {notes.map((note) => (
        <SmallPrint key={note}>{note}</SmallPrint>
      ))}
      {remedies.length > 0 && (
        <Section className="rule" style={{ borderTop: `1px solid ${line}`, marginTop: "20px" }}>
          <Heading as="h2" className="ink" style={{ ...small, color: ink, fontWeight: 600, margin: "16px 0 4px" }}>
            {title}
          </Heading>
          {remedies.map((remedy) => (
            <Text
              key={remedy}
              className="soft"
              style={{ ...small, color: inkSoft, margin: "0 0 6px", overflowWrap: "anywhere" }}
            >
              {remedy}
            </Text>
          ))}
        </Section>
      )}
    </>
  );
}

/** The six digits of a code, large enough to read off a phone, with how long they are valid. */
export function Digits({ code, lifetime }: { code: string; lifetime: string }) {
  return (
    <>
      <Text className="ink" style={digits}>
        {code}
      </Text>
      <Text className="soft" style={{ ...small, color: inkSoft, margin: "0 0 24px" }}>
        {lifetime}
      </Text>
    </>
  );
}

const digits = {
  color: ink,
  fontSize: "34px",
  lineHeight: "42px",
  fontWeight: 600,
  letterSpacing: "0.14em",
  fontVariantNumeric: "tabular-nums",
  margin: "4px 0",
};

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
  overflowWrap: "normal" as const,
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
