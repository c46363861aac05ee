import { Text } from "@react-email/components";
import { type FrameProps, ink, Layout } from "./layout";
import { type Fact, Facts, Paragraph, SmallPrint } from "./parts";
import { previewFacts, previewFrame } from "./preview-frame";

export interface DeliveryCodeProps {
  frame: FrameProps;
  intro: string;
  code: string;
  facts: Fact[];
  lifetime: string;
  notYou: string;
}

/** To the verified address: the six digits that open the data. */
export default function DeliveryCode({ frame, intro, code, facts, lifetime, notYou }: DeliveryCodeProps) {
  return (
    <Layout frame={frame}>
      <Paragraph>{intro}</Paragraph>
      <Text className="ink" style={digits}>
        {code}
      </Text>
      <SmallPrint>{lifetime}</SmallPrint>
      <Facts facts={facts} />
      <SmallPrint>{notYou}</SmallPrint>
    </Layout>
  );
}

const digits = {
  color: ink,
  fontSize: "34px",
  lineHeight: "42px",
  fontWeight: 600,
  letterSpacing: "0.14em",
  fontVariantNumeric: "tabular-nums",
  margin: "4px 0 8px",
};

DeliveryCode.PreviewProps = {
  frame: previewFrame("Your code"),
  intro: "Enter this code on the page where you get your data from Northwind Traders:",
  code: "123456",
  facts: previewFacts,
  lifetime: "It is valid for 10 minutes and works once.",
  notYou: "If you did not ask for it, ignore this e-mail, and give the code to nobody: it opens your data.",
} satisfies DeliveryCodeProps;
