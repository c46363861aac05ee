import { Body, Container, Head, Heading, Html, Preview, Section, Text } from "@react-email/components";
import type { ReactNode } from "react";

/** What surrounds every email. All texts are already translated. */
export interface FrameProps {
  /** BCP 47. */
  locale: string;
  direction: "ltr" | "rtl";
  storeName: string;
  /** Background colors for light and dark mode, each with a text color that is readable on it. */
  accent: { light: string; lightInk: string; dark: string; darkInk: string };
  /** What the inbox shows next to the subject. */
  preview: string;
  heading: string;
  /** Why this email was sent, and who to ask. */
  footer: string;
}

/** The store's initial and name, which need no image, then the heading, the content and the footer. */
export function Frame({ frame, children }: { frame: FrameProps; children: ReactNode }) {
  return (
    <Html lang={frame.locale} dir={frame.direction}>
      <Head>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{styles(frame.accent)}</style>
      </Head>
      <Body className="paper" style={{ margin: 0, padding: "28px 12px 40px", backgroundColor: "#fbfaf8", fontFamily }}>
        <Preview>{frame.preview}</Preview>
        <Container style={{ maxWidth: "520px" }}>
          <Section data-skip-in-text="true" style={{ padding: "0 4px 20px" }}>
            <span
              className="accent"
              style={{ ...mark, backgroundColor: frame.accent.light, color: frame.accent.lightInk }}
            >
              {/[^\p{Cf}\s]/u.exec(frame.storeName)?.[0].toUpperCase()}
            </span>
            <span className="ink" style={{ color: ink, fontSize: "15px", fontWeight: 600 }}>
              {frame.storeName}
            </span>
          </Section>
          <Section className="card" style={card}>
            <Heading as="h1" className="ink" style={heading}>
              {frame.heading}
            </Heading>
            {children}
          </Section>
          <Text className="faint" style={{ ...small, color: "#736e65", margin: "18px 4px 0" }}>
            {frame.footer}
          </Text>
        </Container>
      </Body>
    </Html>
  );
}

export const ink = "#1b1a17";
export const inkSoft = "#5c5850";
export const line = "#e4e0d9";
export const small = { fontSize: "13px", lineHeight: "19px" };

const fontFamily = '"Geist", "Inter", system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif';

const mark = {
  display: "inline-block",
  width: "28px",
  marginInlineEnd: "10px",
  borderRadius: "7px",
  fontSize: "14px",
  fontWeight: 700,
  lineHeight: "28px",
  textAlign: "center" as const,
};

const card = {
  backgroundColor: "#ffffff",
  border: `1px solid ${line}`,
  borderRadius: "12px",
  padding: "28px 28px 24px",
};

const heading = {
  color: ink,
  fontSize: "23px",
  lineHeight: "29px",
  letterSpacing: "-0.018em",
  fontWeight: 600,
  margin: "0 0 12px",
  overflowWrap: "anywhere" as const,
};

/** What inline styles cannot express: dark mode and narrow screens. */
function styles({ dark, darkInk }: FrameProps["accent"]): string {
  return `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media(max-width:480px){.card{padding:22px 18px 20px!important}.wide{display:block!important;text-align:center!important}.label{width:108px!important;font-size:13px!important}}
@media(prefers-color-scheme:dark){
.paper,.paper>table>tbody>tr>td{background-color:#141311!important}
.card{background-color:#1c1b18!important;border-color:#2e2c28!important}
.rule{border-color:#2e2c28!important}
.ink{color:#f2efe9!important}
.soft{color:#b3aea4!important}
.faint{color:#948f85!important}
.accent{background-color:${dark}!important;color:${darkInk}!important}
.sunken{background-color:#181714!important}
}`;
}
