import { type FrameProps, Layout } from "./layout";
import { Action, type Fact, Facts, Paragraph } from "./parts";
import { previewFacts, previewFrame } from "./preview-frame";

export interface ExportFailedProps {
  frame: FrameProps;
  intro: string;
  facts: Fact[];
  action?: { name: string; url: string; fallback: string };
}

/** To the store, with a button to try again; to the customer, where the store chose so, without. */
export default function ExportFailed({ frame, intro, facts, action }: ExportFailedProps) {
  return (
    <Layout frame={frame}>
      <Paragraph>{intro}</Paragraph>
      <Facts facts={facts} />
      {action && <Action frame={frame} {...action} />}
    </Layout>
  );
}

ExportFailed.PreviewProps = {
  frame: previewFrame("A data export has failed"),
  intro: "The data could not be collected, and no archive was made. Open the request to start the export again.",
  facts: [{ label: "Customer", value: "maria.anders@alfki.example" }, ...previewFacts],
  action: {
    name: "Open the request",
    url: "https://privacy.northwind.example/dashboard/northwind/requests/EXAMPLE",
    fallback: "If the button does nothing, open this address:",
  },
} satisfies ExportFailedProps;
