import { getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LocalTime } from "@/components/ui/local-time";
import { PageHeader } from "@/components/ui/page-header";
import { Cell, Row, Table } from "@/components/ui/table";
import { customerTitle } from "@/lib/customer/customer-name";
import { listMissing } from "@/lib/customer/list-missing";
import { requireMember } from "@/lib/sign-in/member";

const columns = ["customer", "email", "platformId", "inFile"] as const;

export const generateMetadata = pageTitle("customers", "missingTitle");

/** The accounts that the last customers file no longer held. */
export default async function MissingPage({ params }: PageProps<"/dashboard/[store]/customers/missing">) {
  const { store } = await params;
  const base = `/dashboard/${store}/customers`;
  const member = await requireMember(store, "customer.view", `${base}/missing`);
  const t = await getTranslations("customers");
  const missing = await listMissing(member.store.id);
  return (
    <div className="grid gap-[18px]">
      <PageHeader back={{ href: base, label: t("title") }} title={t("missingTitle")} />
      {missing && missing.count > 0 && (
        <p className="max-w-prose text-sm text-ink-soft">
          {t.rich("missingText", { count: missing.count, date: () => <LocalTime at={missing.fileAt} /> })}
        </p>
      )}
      <Card padded={false}>
        {!missing || missing.count === 0 ? (
          <EmptyState title={t("missingNoneTitle")} text={t(missing ? "missingNoneText" : "missingNoFileText")} />
        ) : (
          <Table
            label={t("missingTitle")}
            columns={columns.map((key) => ({ key, label: t(`column-${key}`), end: key === "inFile" }))}
          >
            {missing.rows.map((customer) => (
              <Row key={customer.id}>
                <Cell header place="lead">
                  <a dir="auto" href={`${base}/${customer.id}`} className="two-lines">
                    {customerTitle(customer)}
                  </a>
                </Cell>
                <Cell place="rest">
                  <span className="two-lines text-ink-soft">{customer.email ?? t("noEmail")}</span>
                </Cell>
                <Cell place="foot">{customer.platformId}</Cell>
                <Cell place="side" end nowrap>
                  {customer.inFileAt ? (
                    <LocalTime at={customer.inFileAt} dateOnly />
                  ) : (
                    <span className="text-ink-soft">{t("inNoFile")}</span>
                  )}
                </Cell>
              </Row>
            ))}
          </Table>
        )}
      </Card>
      {missing && missing.count > missing.rows.length && (
        <p className="text-sm text-ink-soft">{t("missingMore", { count: missing.count - missing.rows.length })}</p>
      )}
    </div>
  );
}
