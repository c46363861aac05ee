import { AsyncLocalStorage } from "node:async_hooks";

/** What a page says about its answer, besides the HTML. */
interface PageAnswer {
  isNotFound: boolean;
}

// The server and the pages are bundled apart.
const shared = globalThis as typeof globalThis & { dossierPageAnswer?: AsyncLocalStorage<PageAnswer> };
shared.dossierPageAnswer ??= new AsyncLocalStorage();
const answers = shared.dossierPageAnswer;

/**
 * Makes the page that is being rendered answer 404. With Next's own `notFound` the whole page is made by a script, and
 * blank without one (vercel/next.js#62228).
 */
export function answerNotFound(): void {
  const answer = answers.getStore();
  if (answer) answer.isNotFound = true;
}

/** Has Next handle a request, whose page may then say something about its answer. */
export function withPageAnswer(answer: PageAnswer, handle: () => unknown): void {
  answers.run(answer, handle);
}
