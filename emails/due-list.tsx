import { Heading, Text } from "@react-email/components";
import { ink, inkSoft, line, small } from "./frame";
import { TextLink } from "./parts";

/** Requests that are due alike: overdue, today or soon. All texts are already translated. */
export interface DueGroup {
  title: string;
  requests: { name: string; url: string; details: string }[];
  /** How many more there are, and where. */
  more?: { name: string; url: string };
}

/** The requests of a digest, each a link. */
export function DueList({ groups }: { groups: DueGroup[] }) {
  return groups.map(({ title, requests, more }) => (
    <div key={title}>
      <Heading
        as="h2"
        className="ink"
        style={{ color: ink, fontSize: "15px", lineHeight: "22px", margin: "20px 0 4px" }}
      >
        {title}
      </Heading>
      {requests.map(({ name, url, details }) => (
        <Text key={url} className="ink rule" style={{ ...entry, color: ink }}>
          <TextLink name={name} url={url} />
          <br />
          <span className="soft" style={{ ...small, color: inkSoft }}>
            {details}
          </span>
        </Text>
      ))}
      {more && (
        <Text className="soft rule" style={{ ...entry, ...small, color: inkSoft }}>
          <TextLink {...more} />
        </Text>
      )}
    </div>
  ));
}

const entry = {
  borderTop: `1px solid ${line}`,
  fontSize: "15px",
  lineHeight: "22px",
  margin: 0,
  padding: "9px 0",
  overflowWrap: "anywhere" as const,
};
