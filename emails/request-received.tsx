import { type FrameProps, Layout } from "./layout";
import { type Fact, Facts, Paragraph, SmallPrint } from "./parts";
import { previewFacts, previewFrame } from "./preview-frame";

export interface RequestReceivedProps {
  frame: FrameProps;
  intro: string;
  facts: Fact[];
  next: string;
}

/** To the customer, when their request is verified. */
export default function RequestReceived({ frame, intro, facts, next }: RequestReceivedProps) {
  return (
    <Layout frame={frame}>
      <Paragraph>{intro}</Paragraph>
      <Facts facts={facts} />
      <SmallPrint>{next}</SmallPrint>
    </Layout>
  );
}

RequestReceived.PreviewProps = {
  frame: previewFrame("Your request has been received"),
  intro: "Northwind Traders has received your request. Your data will be sent shortly.",
  facts: [...previewFacts, { label: "At the latest", value: "December 24, 2026" }],
  next: "You need not do anything. Name the reference if you write to the store about it.",
} satisfies RequestReceivedProps;
