import { type FrameProps, Layout } from "./layout";
import { Action, type Fact, Facts, Paragraph } from "./parts";
import { previewFacts, previewFrame } from "./preview-frame";

export interface RequestCancelledProps {
  frame: FrameProps;
  intro: string;
  facts: Fact[];
  action?: { name: string; url: string; fallback: string };
}

/** To the customer and to the store, each in their own words. */
export default function RequestCancelled({ frame, intro, facts, action }: RequestCancelledProps) {
  return (
    <Layout frame={frame}>
      <Paragraph>{intro}</Paragraph>
      <Facts facts={facts} />
      {action && <Action frame={frame} {...action} />}
    </Layout>
  );
}

RequestCancelled.PreviewProps = {
  frame: previewFrame("Your request has been cancelled"),
  intro: "The request to Northwind Traders has been cancelled. No data is sent.",
  facts: previewFacts,
} satisfies RequestCancelledProps;
