import { type EmailProps, Notice } from "./layout";
import { Quote } from "./parts";
import { preview } from "./preview";

/** To the customer: when the answer is due now, and why later. */
export default function RequestExtended(props: EmailProps & { texts: { next?: string } }) {
  return <Notice {...props} lead={<Quote text={props.reason ?? ""} />} notes={[props.texts.next]} />;
}

RequestExtended.PreviewProps = preview("customer", "request-extended");
