import { type FrameProps, Layout } from "./layout";
import { type Fact, Facts, Paragraph, SmallPrint } from "./parts";
import { previewFacts, previewFrame } from "./preview-frame";

export interface EncryptedDeliveryProps {
  frame: FrameProps;
  intro: string;
  facts: Fact[];
  next: string;
}

/** To the customer, inside the encrypted part, beside the archive; only its text goes. */
export default function EncryptedDelivery({ frame, intro, facts, next }: EncryptedDeliveryProps) {
  return (
    <Layout frame={frame}>
      <Paragraph>{intro}</Paragraph>
      <Facts facts={facts} />
      <SmallPrint>{next}</SmallPrint>
    </Layout>
  );
}

EncryptedDelivery.PreviewProps = {
  frame: previewFrame("Your data"),
  intro: "The ZIP file in this e-mail is the copy of your data that you asked Northwind Traders for.",
  facts: previewFacts,
  next: "Open index.html in it to read everything.",
} satisfies EncryptedDeliveryProps;
