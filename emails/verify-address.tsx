import { type FrameProps, Layout } from "./layout";
import { Action, type Fact, Facts, Paragraph, SmallPrint } from "./parts";
import { previewFacts, previewFrame } from "./preview-frame";

export interface VerifyAddressProps {
  frame: FrameProps;
  intro: string;
  facts: Fact[];
  action: { name: string; url: string; fallback: string };
  lifetime: string;
  notYou: string;
}

/** To the address under which a store wants to deliver what it was not asked for by e-mail. */
export default function VerifyAddress({ frame, intro, facts, action, lifetime, notYou }: VerifyAddressProps) {
  return (
    <Layout frame={frame}>
      <Paragraph>{intro}</Paragraph>
      <Facts facts={facts} />
      <Action frame={frame} {...action} />
      <SmallPrint>{lifetime}</SmallPrint>
      <SmallPrint>{notYou}</SmallPrint>
    </Layout>
  );
}

VerifyAddress.PreviewProps = {
  frame: previewFrame("Verify your address"),
  intro: "Northwind Traders has a copy of your data for you. Confirm with the button that this is your address.",
  facts: previewFacts,
  action: {
    name: "Verify address",
    url: "https://privacy.northwind.example/s/northwind/verify/EXAMPLE",
    fallback: "If the button does nothing, open this address:",
  },
  lifetime: "The link is valid for 24 hours.",
  notYou: "If you know nothing of it, leave this e-mail alone: nobody gets any data.",
} satisfies VerifyAddressProps;
