import { formatLocale } from "@/app/request-locale";
import { listCountries } from "@/lib/customer/list-countries";
import { translator } from "@/lib/locale";
import { listMembers } from "@/lib/merchant/list-members";
import { requestTypes } from "@/lib/request/type-rules";
import type { Member } from "@/lib/sign-in/member";
import { may } from "@/lib/sign-in/permissions";
import { DEFAULT_TIME_ZONE, formatTime, startOfDay } from "@/lib/time-zone";
import { type ReportView, sources, stateViews, tabOf } from "./report-view";

/** A filter of the report as a form shows it. */
export interface FilterField {
  /** The URL parameter. */
  name: string;
  label: string;
  /** The parameter's value; empty where it is not set. */
  value: string;
  /** The value in words. */
  text: string;
  /** The values to choose from; none for a date. */
  options?: { value: string; label: string }[];
}

/** The filters that are of use in a view; one with a single choice is of none. */
export async function listFilters(view: ReportView, { store, role, merchant }: Member, locale: string) {
  const t = translator(locale, "report");
  const states = translator(locale, "states");
  const request = translator(locale, "request");
  const [members, countries] = await Promise.all([listMembers(store.id, "request.assign"), listCountries(store.id)]);
  const countryNames = new Intl.DisplayNames(locale, { type: "region" });
  const choices: [string, string | undefined, { value: string; label: string }[]][] = [
    [
      "state",
      view.state,
      tabOf(view) === "closed" ? stateViews.closed.states.map((value) => ({ value, label: states(value) })) : [],
    ],
    ["type", view.type, requestTypes.map((value) => ({ value, label: request(`type-${value}`) }))],
    ["source", view.source, sources.map((value) => ({ value, label: request(`source-${value}`) }))],
    [
      "assignee",
      view.assignee,
      [
        ...(may(role, "request.assign") ? [{ value: "me", label: t("me") }] : []),
        { value: "nobody", label: request("nobody") },
        ...members.filter(({ id }) => id !== merchant.id).map(({ id, name }) => ({ value: id, label: name })),
      ],
    ],
    [
      "country",
      view.country,
      countries
        .map((value) => ({ value, label: countryNames.of(value) ?? value }))
        .sort((one, other) => one.label.localeCompare(other.label, locale)),
    ],
  ];
  const chosen = choices
    .filter(([name, value, options]) => options.length > 1 || (value !== undefined && name !== "state"))
    .map(([name, value = "", options]): FilterField => {
      const any = name === "state" ? tabOf(view) : "";
      return {
        name,
        label: t(`filter-${name as "type"}`),
        value,
        // Someone who is no longer a member may still be assigned requests.
        text:
          options.find((option) => option.value === value)?.label ?? (name === "assignee" ? t("formerMember") : value),
        options: [{ value: any, label: t("any") }, ...options],
      };
    });
  const timeZone = store.timeZone ?? DEFAULT_TIME_ZONE;
  const reader = { locale: await formatLocale(), timeZone };
  const dates = (["from", "to"] as const).map((name): FilterField => {
    const value = view[name] ?? "";
    const text = value && formatTime(startOfDay(value, timeZone), "shortDay", reader);
    return { name, label: t(`filter-${name}`), value, text };
  });
  return [...chosen, ...dates];
}
