import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To the customer and the store: a closed request is open again. */
export default function RequestReopened(props: EmailProps & { texts: { notYou?: string } }) {
  return <Notice {...props} notes={[props.texts.notYou]} />;
}

RequestReopened.PreviewProps = preview("customer", "request-reopened");
