import { type FrameProps, Layout } from "./layout";
import { type Fact, Facts, Paragraph } from "./parts";
import { previewFacts, previewFrame } from "./preview-frame";

export interface ExportPreparingProps {
  frame: FrameProps;
  intro: string;
  facts: Fact[];
}

/** To the customer, where the store chose so: their data is collected, and looked at before it is sent. */
export default function ExportPreparing({ frame, intro, facts }: ExportPreparingProps) {
  return (
    <Layout frame={frame}>
      <Paragraph>{intro}</Paragraph>
      <Facts facts={facts} />
    </Layout>
  );
}

ExportPreparing.PreviewProps = {
  frame: previewFrame("Your data is being prepared"),
  intro: "Northwind Traders has collected your data and is preparing to send it to you.",
  facts: previewFacts,
} satisfies ExportPreparingProps;
