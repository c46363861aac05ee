import { getTranslations } from "next-intl/server";
import { Due } from "@/components/request/due";
import { RequestStatus } from "@/components/request/request-status";
import { EmptyState } from "@/components/ui/empty-state";
import { LocalTime } from "@/components/ui/local-time";
import { Cell, Row, Table } from "@/components/ui/table";
import { listCustomerRequests } from "@/lib/customer/list-customer-requests";
import type { CustomerView } from "./customer-view";

/** A customer's requests. */
export async function CustomerRequests({ store, customer, timeZone }: CustomerView) {
  const t = await getTranslations("customers");
  const report = await getTranslations("report");
  const requests = await listCustomerRequests(customer);
  if (requests.length === 0) return <EmptyState title={t("noRequestsTitle")} text={t("noRequestsText")} />;
  const columns = ["request", "status", "received", "due"] as const;
  return (
    <Table label={t("tab-requests")} columns={columns.map((key) => ({ key, label: report(`column-${key}`) }))}>
      {requests.map((request) => (
        <Row key={request.id}>
          <Cell header place="lead">
            <a href={`/dashboard/${store}/requests/${request.id}`} className="reference">
              {request.reference}
            </a>
          </Cell>
          <Cell place="side">
            <RequestStatus state={request.state} made={request.export} delivery={request.delivery} />
          </Cell>
          <Cell place="foot">
            <LocalTime at={request.createdAt} dateOnly />
          </Cell>
          <Cell place="foot-side">
            <Due state={request.state} dueAt={request.dueAt} timeZone={timeZone} />
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
