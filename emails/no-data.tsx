import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** The answer to a customer about whom the store holds no data (GDPR Art. 15(1)), with what they can do. */
export default function NoData(props: EmailProps & { texts: { next?: string } }) {
  return <Notice {...props} notes={[props.texts.next]} />;
}

NoData.PreviewProps = preview("customer", "no-data");
