import { type FrameProps, Layout } from "./layout";
import { Action, type Fact, Facts, Paragraph } from "./parts";
import { previewFacts, previewFrame } from "./preview-frame";

export interface NewRequestProps {
  frame: FrameProps;
  intro: string;
  facts: Fact[];
  /** Whether a customer was found, and what to do where not. */
  match: string;
  action: { name: string; url: string; fallback: string };
}

/** To the store: somebody who proved who they are asks for data. */
export default function NewRequest({ frame, intro, facts, match, action }: NewRequestProps) {
  return (
    <Layout frame={frame}>
      <Paragraph>{intro}</Paragraph>
      <Facts facts={facts} />
      <Paragraph>{match}</Paragraph>
      <Action frame={frame} {...action} />
    </Layout>
  );
}

NewRequest.PreviewProps = {
  frame: previewFrame("New data request"),
  intro: "A customer asks for a copy of their data and has proved who they are.",
  facts: [
    { label: "Customer", value: "maria.anders@alfki.example" },
    ...previewFacts,
    { label: "Due", value: "December 24, 2026" },
  ],
  match: "It belongs to one customer of your store: Maria Anders.",
  action: {
    name: "Open the request",
    url: "https://privacy.northwind.example/dashboard/northwind/requests/EXAMPLE",
    fallback: "If the button does nothing, open this address:",
  },
} satisfies NewRequestProps;
