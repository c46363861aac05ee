import type { PauseReason, Regime, RegimeGround, RequestType } from "@/prisma/generated/enums";

/** A length of time by the calendar. A working day is one of the place whose holidays a law takes. */
export type Period = { months: number } | { days: number } | { workingDays: number };

interface RegimeRules {
  /** For how long it gives to answer, by type; a type that is missing is no right under it. */
  period: Partial<Record<RequestType, Period>>;
  /** Whether a period that ends on a Saturday, a Sunday or a public holiday ends on the next working day. */
  movesToWorkingDay: boolean;
  /** How long the first period and its one extension are together; null for types that know none. */
  extended: Partial<Record<RequestType, Period>>;
  /**
   * What its clock waits for, by type: the days between asking and being told do not count ("between"), nor does any of them
   * ("through"), or the period begins when the store is told ("restart").
   */
  waits: Partial<Record<PauseReason, { types: readonly RequestType[]; days: "between" | "through" | "restart" }>>;
  /** Within how many working days the receipt has to be confirmed. */
  confirmWithin: Period | null;
  /** The countries of its establishments and of the people whom it protects (ISO 3166-1); null where an owner has to say. */
  countries: readonly string[] | null;
  /** Its articles: about the time to answer, and about to whom it applies. */
  articles: { time: string } & Record<RegimeGround, string>;
}

const rights = ["export", "erasure", "correction", "objection", "restriction", "information"] as const;
const californian = ["export", "erasure", "correction", "information"] as const;
const each = <T extends RequestType>(types: readonly T[], period: Period) =>
  Object.fromEntries(types.map((type) => [type, period])) as Record<T, Period>;

/** The states of the European Economic Area, with the parts of them that have codes of their own. */
const EEA =
  "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK AX GF GP MF MQ RE YT".split(
    " ",
  );

/** When each law wants an answer. The one place for that. */
export const regimes: Record<Regime, RegimeRules> = {
  gdpr: {
    // Art. 12(3): one month of receipt; Art. 21(2) objections and all other rights alike.
    period: each(rights, { months: 1 }),
    // Regulation (EEC, Euratom) 1182/71, Art. 3(4); EDPB Guidelines 01/2022, paragraph 161.
    movesToWorkingDay: true,
    // Art. 12(3): by two further months, told with the reasons within the first.
    extended: each(rights, { months: 3 }),
    // EDPB Guidelines 01/2022, paragraph 159: "there may be a suspension in time until the controller has obtained the
    // information needed", where it was asked for without undue delay, about who asks (Art. 12(6)) or what for (recital 63).
    waits: { identity: { types: rights, days: "between" }, clarification: { types: rights, days: "between" } },
    confirmWithin: null,
    countries: EEA,
    articles: { time: "Art. 12(3) GDPR", store: "Art. 3(1) GDPR", owner: "Art. 3 GDPR", customer: "Art. 3(2) GDPR" },
  },
  uk_gdpr: {
    // Art. 12(3) and 12A(1), as the Data (Use and Access) Act 2025, section 76, has them.
    period: each(rights, { months: 1 }),
    // ICO, "What should we consider when responding to a request?": a weekend or public holiday ends on the next working day.
    movesToWorkingDay: true,
    // Art. 12A(3): by two further months; (4): notice with the reasons within the first.
    extended: each(rights, { months: 3 }),
    waits: {
      // Art. 12A(2)(b): the time begins when the information asked for under Art. 12(6) is received.
      identity: { types: rights, days: "restart" },
      // Art. 12A(5): of a request under Art. 15 the days from asking through receiving do not count.
      clarification: { types: ["export", "information"], days: "through" },
    },
    confirmWithin: null,
    countries: ["GB"],
    articles: {
      time: "Art. 12(3), 12A UK GDPR",
      store: "Art. 3(1) UK GDPR",
      owner: "Art. 3 UK GDPR",
      customer: "Art. 3(2) UK GDPR",
    },
  },
  ccpa: {
    // Cal. Civ. Code 1798.130(a)(2)(A), 11 CCR 7021(b): 45 calendar days; an opt-out 15 business days, 11 CCR 7026(f)(1).
    period: { ...each(californian, { days: 45 }), opt_out: { workingDays: 15 } },
    // 45 calendar days are 45 calendar days.
    movesToWorkingDay: false,
    // 11 CCR 7021(b): 90 calendar days in all, with notice and the reason.
    extended: each(californian, { days: 90 }),
    // 11 CCR 7021(b): from the day of receipt, "regardless of time required to verify the request".
    waits: {},
    // 11 CCR 7021(a).
    confirmWithin: { workingDays: 10 },
    countries: null,
    articles: {
      time: "Cal. Civ. Code 1798.130(a)(2), 11 CCR 7021",
      store: "Cal. Civ. Code 1798.140(d)",
      owner: "Cal. Civ. Code 1798.140(d)",
      customer: "Cal. Civ. Code 1798.140(i)",
    },
  },
};

const regimeNames = Object.keys(regimes) as Regime[];

/** What a store's owner says about the laws that it is under. */
export interface StoreLaw {
  establishedIn: string | null;
  establishedSubdivision: string | null;
  otherLaws: readonly Regime[];
}

/**
 * The laws that give a person a right of a type against a store, each with why it applies: a law of the country where the
 * store is established or that its owner names, for everybody (GDPR Art. 3(1)); else one of the customer's country (Art.
 * 3(2)). California's protects its residents (1798.140(i)): nobody who is known to live in another country.
 * @param customerCountry ISO 3166-1; undefined while nobody knows. None apply to a store that has not said where it is.
 */
export function regimesThatApply(
  { establishedIn, otherLaws }: StoreLaw,
  type: RequestType,
  customerCountry?: string | null,
): { regime: Regime; ground: RegimeGround }[] {
  if (establishedIn === null) return [];
  return regimeNames.flatMap((regime): { regime: Regime; ground: RegimeGround }[] => {
    const { countries, period } = regimes[regime];
    if (!period[type]) return [];
    if (countries?.includes(establishedIn)) return [{ regime, ground: "store" }];
    if (otherLaws.includes(regime)) {
      const isElsewhere = !countries && customerCountry && customerCountry !== "US";
      return isElsewhere ? [] : [{ regime, ground: "owner" }];
    }
    return customerCountry && countries?.includes(customerCountry) ? [{ regime, ground: "customer" }] : [];
  });
}
