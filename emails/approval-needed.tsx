import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To the members who may approve the delivery that a colleague chose. */
export default function ApprovalNeeded(props: EmailProps) {
  return <Notice {...props} />;
}

ApprovalNeeded.PreviewProps = preview("store", "approval-needed");
