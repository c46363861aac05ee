import { type FrameProps, Layout } from "./layout";
import { Action, type Fact, Facts, Paragraph, SmallPrint, TextLink } from "./parts";
import { previewFacts, previewFrame } from "./preview-frame";

export interface VerifyRequestProps {
  frame: FrameProps;
  intro: string;
  facts: Fact[];
  action: { name: string; url: string; fallback: string };
  lifetime: string;
  notYou: string;
  cancel: { name: string; url: string };
}

/** To the address that a guest typed: whoever reads it decides. */
export default function VerifyRequest({ frame, intro, facts, action, lifetime, notYou, cancel }: VerifyRequestProps) {
  return (
    <Layout frame={frame}>
      <Paragraph>{intro}</Paragraph>
      <Facts facts={facts} />
      <Action frame={frame} {...action} />
      <SmallPrint>{lifetime}</SmallPrint>
      <SmallPrint>
        {notYou} <TextLink {...cancel} />
      </SmallPrint>
    </Layout>
  );
}

VerifyRequest.PreviewProps = {
  frame: previewFrame("Verify your request"),
  intro:
    "Somebody asked Northwind Traders for a copy of the data held about this address. Press the button to confirm that it was you.",
  facts: previewFacts,
  action: {
    name: "Verify request",
    url: "https://privacy.northwind.example/s/northwind/verify/EXAMPLE",
    fallback: "If the button does nothing, open this address:",
  },
  lifetime: "The link is valid for 24 hours.",
  notYou: "If you did not ask for this, nothing happens unless you press the button. To end the request at once:",
  cancel: { name: "This wasn't me", url: "https://privacy.northwind.example/s/northwind/verify/EXAMPLE?cancel=1" },
} satisfies VerifyRequestProps;
