import { type FrameProps, Layout } from "./layout";
import { Action, type Fact, Facts, Paragraph, SmallPrint } from "./parts";
import { previewFacts, previewFrame } from "./preview-frame";

export interface DeliveryLinkProps {
  frame: FrameProps;
  intro: string;
  facts: Fact[];
  action: { name: string; url: string; fallback: string };
  /** How the data is opened, and until when. */
  how: string;
  lifetime: string;
}

/** To the verified address: the way to the data, which opens nothing by itself. */
export default function DeliveryLink({ frame, intro, facts, action, how, lifetime }: DeliveryLinkProps) {
  return (
    <Layout frame={frame}>
      <Paragraph>{intro}</Paragraph>
      <Facts facts={facts} />
      <Action frame={frame} {...action} />
      <SmallPrint>{how}</SmallPrint>
      <SmallPrint>{lifetime}</SmallPrint>
    </Layout>
  );
}

DeliveryLink.PreviewProps = {
  frame: previewFrame("Your data is ready"),
  intro: "The copy of your data that you asked Northwind Traders for is ready.",
  facts: previewFacts,
  action: {
    name: "Get your data",
    url: "https://privacy.northwind.example/s/northwind/delivery/EXAMPLE",
    fallback: "If the button does nothing, open this address:",
  },
  how: "The page sends a six-digit code to this address, so that nobody else can open your data.",
  lifetime: "You can download it three times, until December 2, 2026 at 10:00 UTC.",
} satisfies DeliveryLinkProps;
