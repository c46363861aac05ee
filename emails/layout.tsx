import { Section } from "@react-email/components";
import type { ReactNode } from "react";
import type { DueGroup } from "./due-list";
import { Frame, type FrameProps } from "./frame";
import {
  Action,
  type ActionProps,
  type Fact,
  Facts,
  Law,
  type LawProps,
  Lines,
  type ListProps,
  Paragraph,
  SmallPrint,
  TextLink,
} from "./parts";

/** What lib/notification fills every email with. */
export interface EmailProps<Text extends string = never> {
  frame: FrameProps;
  /** The email's texts in messages/*.json, translated and with their values filled in. */
  texts: Record<"intro" | Text, string>;
  /** What it begins with: the intro, or the store's own words and then what is fixed. */
  opening: string[];
  /** The store's own last words. */
  closing?: string;
  facts: Fact[];
  action?: ActionProps;
  /** The six digits, in an email that carries a code. */
  code?: string;
  /** The store's words to the customer, in an email that delivers data. */
  message?: string;
  /** The store's reason, in an email about a refusal. */
  reason?: string;
  /** What the law has a letter to a customer say. */
  law?: LawProps;
  /** What came of an erasure. */
  lists?: ListProps[];
  /** The requests of a digest. */
  due?: DueGroup[];
}

/** An email's component, and the props that the preview server (`npm run emails`) shows it with. */
export interface EmailTemplate<Text extends string> {
  (props: EmailProps<Text>): ReactNode;
  PreviewProps: EmailProps<Text>;
}

/** Layout of an email that informs its reader; it may have a button, small print, and what the law has it say. */
export function Notice(props: EmailProps & { lead?: ReactNode; notes?: (string | undefined)[] }) {
  const { frame, lead, facts, action, law, notes = [] } = props;
  return (
    <Frame frame={frame}>
      <Opening {...props} />
      {lead}
      <Facts facts={facts} />
      {action && <Action frame={frame} {...action} />}
      <Closing {...props} />
      {notes.map((note) => note && <SmallPrint key={note}>{note}</SmallPrint>)}
      {law && <Law {...law} />}
    </Frame>
  );
}

/** Layout of an email that asks its reader to confirm something with a link, or to ignore it. */
export function Confirmation(props: EmailProps<"lifetime" | "notYou"> & { cancel?: { name: string; url: string } }) {
  const { frame, texts, facts, action, cancel } = props;
  return (
    <Frame frame={frame}>
      <Opening {...props} />
      <Facts facts={facts} />
      {action && <Action frame={frame} {...action} />}
      <Closing {...props} />
      <SmallPrint>{texts.lifetime}</SmallPrint>
      <SmallPrint>
        {texts.notYou} {cancel && <TextLink {...cancel} />}
      </SmallPrint>
    </Frame>
  );
}

function Opening({ opening }: Pick<EmailProps, "opening">) {
  return opening.map((text) => (
    <Paragraph key={text}>
      <Lines text={text} />
    </Paragraph>
  ));
}

/** Apart from what stands before it. */
function Closing({ closing }: Pick<EmailProps, "closing">) {
  if (!closing) return null;
  return (
    <Section style={{ paddingTop: "16px" }}>
      <Paragraph>
        <Lines text={closing} />
      </Paragraph>
    </Section>
  );
}
