import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To the customer: when the erasure of their data starts, and the way to withdraw until then. */
export default function ErasureApproved(props: EmailProps<"until">) {
  return <Notice {...props} notes={[props.texts.until]} />;
}

ErasureApproved.PreviewProps = preview("customer", "erasure-approved");
