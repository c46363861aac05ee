import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To the customer, if the store turned this on: their data has been collected, and the store reviews it. */
export default function ExportPreparing(props: EmailProps) {
  return <Notice {...props} />;
}

ExportPreparing.PreviewProps = preview("customer", "export-preparing");
