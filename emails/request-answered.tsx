import { type FrameProps, Layout } from "./layout";
import { Action, type Fact, Facts, Paragraph } from "./parts";
import { previewFacts, previewFrame } from "./preview-frame";

export interface RequestAnsweredProps {
  frame: FrameProps;
  intro: string;
  facts: Fact[];
  action?: { name: string; url: string; fallback: string };
}

/** To the customer and to the store, each in their own words. */
export default function RequestAnswered({ frame, intro, facts, action }: RequestAnsweredProps) {
  return (
    <Layout frame={frame}>
      <Paragraph>{intro}</Paragraph>
      <Facts facts={facts} />
      {action && <Action frame={frame} {...action} />}
    </Layout>
  );
}

RequestAnswered.PreviewProps = {
  frame: previewFrame("Your request has been answered"),
  intro: "Northwind Traders has answered your request and closed it.",
  facts: previewFacts,
} satisfies RequestAnsweredProps;
