import { type EmailProps, Notice } from "./layout";
import { Paragraph } from "./parts";
import { preview } from "./preview";

/** To the customer, with how their data was delivered, and to the store. */
export default function RequestAnswered(props: EmailProps & { texts: { delivered?: string } }) {
  return <Notice {...props} lead={props.texts.delivered && <Paragraph>{props.texts.delivered}</Paragraph>} />;
}

RequestAnswered.PreviewProps = preview("customer", "request-answered");
