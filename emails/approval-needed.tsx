import { type FrameProps, Layout } from "./layout";
import { Action, type Fact, Facts, Paragraph } from "./parts";
import { previewFacts, previewFrame } from "./preview-frame";

export interface ApprovalNeededProps {
  frame: FrameProps;
  intro: string;
  facts: Fact[];
  action: { name: string; url: string; fallback: string };
}

/** To the members who may approve a delivery that a colleague chose. */
export default function ApprovalNeeded({ frame, intro, facts, action }: ApprovalNeededProps) {
  return (
    <Layout frame={frame}>
      <Paragraph>{intro}</Paragraph>
      <Facts facts={facts} />
      <Action frame={frame} {...action} />
    </Layout>
  );
}

ApprovalNeeded.PreviewProps = {
  frame: previewFrame("A delivery needs your approval"),
  intro: "Nancy chose to deliver the data of this request by link and code. Nothing goes out until you approve it.",
  facts: [{ label: "Customer", value: "maria.anders@alfki.example" }, ...previewFacts],
  action: {
    name: "Open the request",
    url: "https://privacy.northwind.example/dashboard/northwind/requests/EXAMPLE",
    fallback: "If the button does nothing, open this address:",
  },
} satisfies ApprovalNeededProps;
