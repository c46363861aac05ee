import { type FrameProps, Layout } from "./layout";
import { Action, type Fact, Facts, Paragraph, Quote, SmallPrint } from "./parts";
import { previewFacts, previewFrame } from "./preview-frame";

export interface RequestRefusedProps {
  frame: FrameProps;
  intro: string;
  reason: string;
  facts: Fact[];
  /** To the customer: what they can do. */
  next?: string;
  action?: { name: string; url: string; fallback: string };
}

/** To the customer and to the store, with the reason that the store gave. */
export default function RequestRefused({ frame, intro, reason, facts, next, action }: RequestRefusedProps) {
  return (
    <Layout frame={frame}>
      <Paragraph>{intro}</Paragraph>
      <Quote text={reason} />
      <Facts facts={facts} />
      {next && <SmallPrint>{next}</SmallPrint>}
      {action && <Action frame={frame} {...action} />}
    </Layout>
  );
}

RequestRefused.PreviewProps = {
  frame: previewFrame("Your request has been refused"),
  intro: "Northwind Traders has refused your request. The reason that they give:",
  reason: "We answered the same request last week.",
  facts: previewFacts,
  next: "If you disagree, reply to this e-mail. You may also complain to your data protection authority.",
} satisfies RequestRefusedProps;
