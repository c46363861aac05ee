import { type FrameProps, Layout } from "./layout";
import { Action, type Fact, Facts, Paragraph, SmallPrint } from "./parts";
import { previewFacts, previewFrame } from "./preview-frame";

export interface ExportReadyProps {
  frame: FrameProps;
  intro: string;
  facts: Fact[];
  action: { name: string; url: string; fallback: string };
  lifetime: string;
}

/** To the store's owners. */
export default function ExportReady({ frame, intro, facts, action, lifetime }: ExportReadyProps) {
  return (
    <Layout frame={frame}>
      <Paragraph>{intro}</Paragraph>
      <Facts facts={facts} />
      <Action frame={frame} {...action} />
      <SmallPrint>{lifetime}</SmallPrint>
    </Layout>
  );
}

ExportReady.PreviewProps = {
  frame: previewFrame("Your data export is ready"),
  intro: "Everything held about this customer has been collected into one archive.",
  facts: [{ label: "Customer", value: "maria.anders@alfki.example" }, ...previewFacts],
  action: {
    name: "Download the data",
    url: "https://privacy.northwind.example/dashboard/northwind/exports/EXAMPLE",
    fallback: "If the button does nothing, open this address:",
  },
  lifetime: "The link asks you to sign in. The archive is deleted on December 1, 2026 at 21:44 UTC.",
} satisfies ExportReadyProps;
