import { DueList } from "./due-list";
import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To each owner, and to members who are assigned requests: what is due, once a day. */
export default function DueDigest(props: EmailProps) {
  return <Notice {...props} lead={<DueList groups={props.due ?? []} />} />;
}

DueDigest.PreviewProps = preview("store", "due-digest");
