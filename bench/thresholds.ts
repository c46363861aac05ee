/** A figure that must hold: where a benchmark prints it, and what it must be. */
export interface Threshold {
  /** The file of this folder that prints it, without its ending. */
  bench: string;
  /** Where it stands in what that prints, such as `fetch.8.ratio`. */
  at: string;
  /** What it is, in words, with its unit. */
  figure: string;
  must: "at least" | "at most";
  be: number;
}

/** The budget that a change must keep; `npm run bench` prints it with what was measured. One row a figure. */
export const thresholds: Threshold[] = [
  ...[1, 8, 32].flatMap((connections): Threshold[] => [
    row("intake", `fetch.${connections}.ratio`, `intake, JavaScript, at ${connections} ÷ one row`, "at least", 0.65),
    row("intake", `form.${connections}.ratio`, `intake, plain form, at ${connections} ÷ one row`, "at least", 0.8),
  ]),
  row("intake", "lost", "intake: accepted without request, event and job", "at most", 0),
  row("verify", "ratio", "verifications ÷ one row", "at least", 0.65),
  row("email", "latency.medianMs", "e-mail, POST answered to DATA accepted, median ms", "at most", 100),
  row("email", "latency.p95Ms", "e-mail, POST answered to DATA accepted, p95 ms", "at most", 500),
  row("email", "throughput.aSecond", "e-mails a second of a backlog, one process", "at least", 150),
  row("email", "throughput.twice", "e-mails of the backlog sent twice", "at most", 0),
  row("export", "light.medianMs", "export, 5 orders, job start to ready, median ms", "at most", 30),
  row("export", "light.aSecond", "exports of 5 orders a second", "at least", 40),
  row("export", "middle.ms", "export, 20,000 order lines, ms", "at most", 500),
  row("export", "heavy.linesASecond", "export, 1,000,000 order lines, lines a second", "at least", 50_000),
  row("export", "heavy.growthMb", "export, 1,000,000 order lines, memory's growth in MB", "at most", 150),
  row("lists", "together.report.ratio", "report, all look-ups, p95 of 1,000,000 ÷ of 1,000", "at most", 1.5),
  row("lists", "together.customers.ratio", "customers, all look-ups, p95 of 1,000,000 ÷ of 1,000", "at most", 1.5),
  ...[
    ...["report", "reportOpen", "reportOfStaffRefused", "reportByDueDate", "reportFurtherPage", "reportSearchEmail"],
    ...["reportSearchName", "reportSearchLastName", "reportSearchReference", "reportSearchNobody", "customers"],
    ...["customersFurtherPage", "customersEmail", "customersName", "customersNameTurned", "customersFirstName"],
    ...["customersLastName", "customersPhone", "customersPhoneEnd", "customersOrder", "customersTwoLetters"],
    "customersNobody",
  ].map((list) => row("lists", `${list}.ratio`, `${list}, p95 of 1,000,000 ÷ of 1,000`, "at most", 1.5)),
  row("pages", "report.ratio", "report page ÷ bare dynamic page", "at least", 0.4),
  row("pages", "customers.ratio", "customers page ÷ bare dynamic page", "at least", 0.4),
  row("pages", "search.ratio", "customers page, searched ÷ bare dynamic page", "at least", 0.4),
  ...(["request", "verify"] as const).flatMap((page) => [
    row("public-page", `${page}.moreKb`, `${page} page, kB of JavaScript more than an empty page`, "at most", 20),
    row("public-page", `${page}.performance`, `${page} page, Lighthouse performance`, "at least", 95),
    row("public-page", `${page}.accessibility`, `${page} page, Lighthouse accessibility`, "at least", 100),
    row("public-page", `${page}.bestPractices`, `${page} page, Lighthouse best practices`, "at least", 100),
  ]),
  row("start", "firstPageMs", "npm start to the first page, ms", "at most", 1500),
  row("start", "idleMb", "resident memory, idle, MB", "at most", 300),
  row("start", "loadedMb", "resident memory, after guests' load, MB", "at most", 500),
  row("processes", "lost", "two processes: accepted without request, event and job", "at most", 0),
  row("processes", "notSent", "two processes: accepted without an e-mail", "at most", 0),
  row("processes", "twice", "two processes: e-mails sent twice", "at most", 0),
];

function row(bench: string, at: string, figure: string, must: Threshold["must"], be: number): Threshold {
  return { bench, at, figure, must, be };
}
