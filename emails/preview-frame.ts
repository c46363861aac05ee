import type { FrameProps } from "./layout";

/** The frame that `npm run emails` previews templates in. */
export function previewFrame(heading: string): FrameProps {
  return {
    locale: "en",
    direction: "ltr",
    storeName: "Northwind Traders",
    accent: { light: "#14532d", lightInk: "#ffffff", dark: "#7a9f89", darkInk: "#0d0d0c" },
    preview: heading,
    heading,
    footer:
      "Sent by Northwind Traders, because somebody asked for data with this address. Questions: privacy@northwind.example",
  };
}

export const previewFacts = [
  { label: "Reference", value: "DR-7K3F-9QXM" },
  { label: "Asked for", value: "A copy of your data" },
  { label: "Asked on", value: "November 24, 2026 at 21:41 UTC" },
];
