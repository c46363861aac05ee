import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To the store, and to the customer if the store turned this on. */
export default function ExportFailed(props: EmailProps) {
  return <Notice {...props} />;
}

ExportFailed.PreviewProps = preview("store", "export-failed");
