import { type EmailProps, Notice } from "./layout";
import { Paragraph } from "./parts";
import { preview } from "./preview";

/** To the store: someone who proved who they are asks for their data. */
export default function NewRequest(props: EmailProps<"match">) {
  return <Notice {...props} lead={<Paragraph>{props.texts.match}</Paragraph>} />;
}

NewRequest.PreviewProps = preview("store", "new-request");
