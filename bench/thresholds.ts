/** A budget: which benchmark prints the figure, where, and its limit. */
export interface Threshold {
  /** A file of this folder, without its extension. */
  bench: string;
  /** The path in its JSON, such as `fetch.ratio`. */
  at: string;
  /** The figure in words, with its unit. */
  figure: string;
  limit: ["at least" | "at most", number];
}

/** The budgets of DESIGN, one row a figure; `npm run bench` prints each with what was measured. */
export const thresholds: Threshold[] = [
  row("intake", "fetch.ratio", "guest request by fetch ÷ bare action with one row", ["at least", 0.4]),
  row("intake", "form.ratio", "guest request by plain form ÷ bare action with one row", ["at least", 0.4]),
  row("intake", "lost", "guest requests accepted without row, event and job", ["at most", 0]),
  row("email", "medianMs", "request answered to email accepted by SMTP, median ms", ["at most", 100]),
  row("email", "p95Ms", "request answered to email accepted by SMTP, p95 ms", ["at most", 500]),
  row("export", "light.medianMs", "export of 5 orders, median ms", ["at most", 30]),
  row("export", "heavy.linesASecond", "export of 1,000,000 order lines, lines a second", ["at least", 50_000]),
  row("export", "heavy.growthMb", "export of 1,000,000 order lines, more memory in MB", ["at most", 150]),
  row("sources", "lost", "Shopify, 10,000 orders of one customer, orders and lines that are missing", ["at most", 0]),
  row("sources", "twice", "Shopify, 10,000 orders, orders that come twice", ["at most", 0]),
  row("sources", "timeRatio", "Shopify, 10,000 orders, time ÷ (points − bucket) ÷ 2,000 a second", ["at most", 1.2]),
  row("sources", "heapGrowthMb", "Shopify, 10,000 orders, more heap in use than at the tenth part, MB", [
    "at most",
    10,
  ]),
  ...["report", "reportOpen", "reportRefusedOfStaff", "reportByDueDate", "reportFurtherPage", "reportEmail"]
    .concat(["reportReference", "customers", "customersFurtherPage", "customersEmail", "customersPhone"])
    .concat(["customersOrder", "reportOverdue", "reportByCustomer"])
    .concat(["reportByCustomerFurtherPage", "reportByStatus", "reportByStatusFurtherPage"])
    .concat(["reportMine", "reportMineClosed", "reportOfNobody"])
    .concat(["reportRareCountry", "reportOfADay", "reportOpenOfADayByDueDate"])
    .concat(["reportCounts", "reportCountries"])
    .map((list) => row("lists", `${list}.p95Ms`, `${list}, 1,000,000 rows, p95 ms`, ["at most", 25])),
  ...["reportFirstName", "reportLastName", "reportBothNames", "reportNobody", "customersOrderNumber"]
    .concat(["customersFirstName", "customersLastName", "customersBothNames", "customersTown"])
    .concat(["customersTownFurtherPage", "customersTownAndName", "customersFiveDigits", "customersHalfPhone"])
    .concat(["customersTwoLetters", "customersNobody"])
    .map((list) => row("lists", `${list}.p95Ms`, `${list}, 1,000,000 rows, p95 ms`, ["at most", 75])),
  row("lists", "overview.p95Ms", "overview, 100,000 rows, p95 ms", ["at most", 250]),
  ...["requests", "customers"].flatMap((page) => [
    row("dashboard-page", `${page}.htmlKb`, `${page} page, 50 rows, kB of HTML`, ["at most", 90]),
    row("dashboard-page", `${page}.moreKb`, `${page} page, more kB of JavaScript than an empty page`, ["at most", 60]),
  ]),
  ...["request", "verify"].map((page) =>
    row("public-page", `${page}.moreKb`, `${page} page, more kB of JavaScript than an empty page`, ["at most", 20]),
  ),
  row("public-page", "withoutJavaScript", "public pages that work without JavaScript", ["at least", 2]),
  row("start", "firstPageMs", "npm start to the first page, ms", ["at most", 1500]),
  row("start", "idleMb", "resident memory, idle, MB", ["at most", 300]),
  row("start", "loadedMb", "resident memory, after guests' load, MB", ["at most", 500]),
];

function row(bench: string, at: string, figure: string, limit: Threshold["limit"]): Threshold {
  return { bench, at, figure, limit };
}
