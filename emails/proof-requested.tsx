import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To the proved address: the store asks for two facts that only the person knows. */
export default function ProofRequested(props: EmailProps<"how">) {
  return <Notice {...props} notes={[props.texts.how]} />;
}

ProofRequested.PreviewProps = preview("customer", "proof-requested");
