import { type EmailProps, Notice } from "./layout";
import { Paragraph } from "./parts";
import { preview } from "./preview";

/** To the customer, with how their data was delivered or their request was answered without, and to the store. */
export default function RequestAnswered(props: EmailProps & { texts: { delivered?: string; answered?: string } }) {
  const lead = props.texts.answered || props.texts.delivered;
  return <Notice {...props} lead={lead && <Paragraph>{lead}</Paragraph>} />;
}

RequestAnswered.PreviewProps = preview("customer", "request-answered");
